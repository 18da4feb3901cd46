package dev.lastack.cli.command;

import dev.lastack.attach.Target;
import dev.lastack.attach.TargetException;
import dev.lastack.cli.audit.Interruption;
import dev.lastack.cli.audit.LoadAudit;
import dev.lastack.cli.exit.ExitCode;
import dev.lastack.cli.exit.Failure;
import dev.lastack.cli.gate.Gate;
import dev.lastack.cli.gate.JvmReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** An audit of a program that never ends, while it is under load. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        description = {
            "Attaches to a JVM that is under load, lets it warm up, watches it, judges what became more meanwhile besides"
                    + " all rules, and detaches. Ends with 3 when there is a finding that fails the audit.",
            "The load should be as high at the end as at the beginning."
        })
public final class AuditCommand implements Callable<Integer> {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final PrintWriter err;

    @Mixin
    private PidOrPicker jvm = new PidOrPicker();

    @Option(
            names = "--warmup",
            paramLabel = "DURATION",
            converter = DurationOption.class,
            description = "Before the first look, such as 500ms, 30s or 5m; 30s without it.")
    private Duration warmUp = Duration.ofSeconds(30);

    @Option(
            names = "--watch",
            paramLabel = "DURATION",
            converter = DurationOption.class,
            description = "From the first look to the last; 5m without it.")
    private Duration watch = Duration.ofMinutes(5);

    @Mixin
    private GateMixin gate = new GateMixin();

    public AuditCommand(PrintWriter err) {
        this.err = err;
    }

    @Override
    public Integer call() throws TargetException, Failure, IOException, InterruptedException {
        if (watch.compareTo(SHORTEST) < 0 || watch.compareTo(LONGEST) > 0) {
            throw new Failure("--watch: expected a duration from 1s to 24h");
        }
        Gate opened = gate.gate(err);
        long pid = jvm.pid();
        if (!gate.settings().isEmpty() && Target.isWatched(pid)) {
            throw new Failure(
                    "LastAck is in " + pid + " already, with settings of its own: detach first, or without --set");
        }
        try (Interruption interruption = Interruption.awaited();
                Target target = Target.open(pid)) {
            Optional<JvmReport> report =
                    new LoadAudit(target, interruption, warmUp, watch).run(gate.settings(), opened.format());
            if (report.isEmpty()) {
                opened.say("interrupted before the end of the watch: nothing was judged");
                return ExitCode.INTERRUPTED.number();
            }
            opened.write(List.of(report.get()));
            return opened.judge(report.get().findings(), true).number();
        }
    }
}
