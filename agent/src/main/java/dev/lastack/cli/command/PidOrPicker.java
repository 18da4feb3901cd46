package dev.lastack.cli.command;

import dev.lastack.cli.exit.ExitCode;
import dev.lastack.cli.exit.Failure;
import dev.lastack.cli.jvms.JvmFinder;
import dev.lastack.cli.jvms.ListedJvm;
import dev.lastack.cli.jvms.Picker;
import dev.lastack.cli.terminal.Terminal;
import dev.lastack.text.Paint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The JVM that a command is about: as given, or chosen on the terminal. */
final class PidOrPicker {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PID",
            description =
                    "The process id of the JVM, or its main class, jar or a part of such a name, if only one runs that;"
                            + " without it, on a terminal, a list to choose from.")
    private @Nullable String given;

    boolean isGiven() {
        return given != null;
    }

    /** Asks on the terminal where none was given. */
    long pid() throws Failure, IOException {
        if (given != null) {
            return PidOrName.pid(given);
        }
        if (!Terminal.isInteractive()) {
            throw new Failure("which PID? (lastack list shows the JVMs; on a terminal they can be chosen from)");
        }
        List<ListedJvm> jvms =
                JvmFinder.find(Path.of("/proc"), ProcessHandle.current().pid()).jvms();
        if (jvms.isEmpty()) {
            throw new Failure(ExitCode.NO_SUCH_JVM, "no JVM that you may look at");
        }
        Paint paint = Terminal.display().paint();
        return Picker.pick(jvms, paint).orElseThrow(() -> new Failure("no JVM was chosen"));
    }
}
