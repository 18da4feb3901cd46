package dev.lastack.cli.command;

import dev.lastack.attach.Target;
import dev.lastack.attach.TargetException;
import dev.lastack.cli.exit.ExitCode;
import dev.lastack.cli.exit.Failure;
import dev.lastack.cli.terminal.Terminal;
import dev.lastack.cli.watch.WatchLoop;
import dev.lastack.config.ReportFormat;
import dev.lastack.text.Display;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A JVM's connections, live. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        description = {
            "Shows the connections of a running JVM, by the code that opened them, refreshed in place. Attaches first if"
                    + " need be, and stays attached. Where the output is not a terminal it prints lines.",
            "Keys: up and down select, enter shows the stacks, s sorts, f freezes, q quits."
        })
public final class WatchCommand implements Callable<Integer> {

    private final PrintWriter out;
    private final Display display;

    @Mixin
    private PidOrPicker jvm = new PidOrPicker();

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            description = "Between two reports; 2 without it. At least 0.2.")
    private double seconds = 2;

    @Option(names = "--count", paramLabel = "N", description = "Print N reports as lines and end, also on a terminal.")
    private int count;

    public WatchCommand(PrintWriter out, Display display) {
        this.out = out;
        this.display = display;
    }

    @Override
    public Integer call() throws TargetException, Failure, IOException, InterruptedException {
        long intervalMillis = intervalMillis();
        if (count < 0) {
            throw new Failure("--count=" + count + ": expected a number from 1");
        }
        try (Target target = Target.open(jvm.pid())) {
            target.attach(List.of());
            if (count == 0 && Terminal.isInteractive()) {
                boolean quit =
                        WatchLoop.onTerminal(() -> target.report(ReportFormat.JSON), intervalMillis, display.paint());
                return quit ? ExitCode.OK.number() : ExitCode.INTERRUPTED.number();
            }
            WatchLoop.asLines(() -> target.report(ReportFormat.JSON), intervalMillis, count, out);
            return ExitCode.OK.number();
        }
    }

    private long intervalMillis() throws Failure {
        if (!(seconds >= 0.2 && seconds <= 86_400)) {
            throw new Failure("--interval=" + seconds + ": expected seconds, from 0.2 to 86400");
        }
        return Duration.ofNanos((long) (seconds * 1e9)).toMillis();
    }
}
