package dev.lastack.cli.command;

import dev.lastack.attach.Target;
import dev.lastack.attach.TargetException;
import dev.lastack.cli.exit.ExitCode;
import dev.lastack.cli.exit.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends the watch in a JVM. */
@Command(
        name = "detach",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        description = {
            "Takes LastAck out of a running JVM: the hooks, its thread, its descriptors and its memory. What it has"
                    + " counted is gone with it. Attaching again works."
        })
public final class DetachCommand implements Callable<Integer> {

    private final PrintWriter out;

    @Mixin
    private PidOrPicker jvm = new PidOrPicker();

    public DetachCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws TargetException, Failure, IOException {
        long pid = jvm.pid();
        if (!Target.isWatched(pid)) {
            Target.requireJvm(pid);
            out.println("LastAck is not attached to " + pid + ", nothing to do");
        } else {
            try (Target target = Target.open(pid)) {
                target.detach();
            }
            out.println("LastAck is detached from " + pid);
        }
        out.flush();
        return ExitCode.OK.number();
    }
}
