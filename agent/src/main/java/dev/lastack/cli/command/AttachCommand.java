package dev.lastack.cli.command;

import dev.lastack.attach.Target;
import dev.lastack.attach.TargetException;
import dev.lastack.attach.protocol.Facts;
import dev.lastack.cli.exit.ExitCode;
import dev.lastack.cli.exit.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Starts the watch in a JVM that runs, or changes its settings. */
@Command(
        name = "attach",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        description = {
            "Loads LastAck into a running JVM and says what it sees there. Where it is loaded already, changes its"
                    + " settings.",
            "The settings are those of the agent; a file in report= is written by the JVM when it exits, and named as"
                    + " the JVM sees it. Without report= none is written."
        })
public final class AttachCommand implements Callable<Integer> {

    private final PrintWriter out;

    @Mixin
    private PidOrPicker jvm = new PidOrPicker();

    @Parameters(index = "1..*", paramLabel = "key=value", description = "Settings, see docs/configuration.md.")
    private List<String> settings = List.of();

    public AttachCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws TargetException, Failure, IOException {
        long pid = jvm.pid();
        try (Target target = Target.open(pid)) {
            Facts facts = target.attach(settings);
            AttachedText.lines(pid, facts).forEach(out::println);
            out.flush();
            return facts.all(Facts.UNCHANGED).isEmpty() ? ExitCode.OK.number() : ExitCode.ADVICE.number();
        }
    }
}
