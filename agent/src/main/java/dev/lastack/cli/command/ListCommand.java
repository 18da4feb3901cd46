package dev.lastack.cli.command;

import dev.lastack.cli.exit.ExitCode;
import dev.lastack.cli.exit.Failure;
import dev.lastack.cli.jvms.JvmFinder;
import dev.lastack.cli.jvms.JvmList;
import dev.lastack.cli.jvms.JvmListJson;
import dev.lastack.cli.jvms.JvmListText;
import dev.lastack.text.Display;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The JVMs that run here. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        description = {
            "Lists the JVMs that run here, worst first, with their open files and sockets: yours, or as root all of"
                    + " them, containers' included. Attaches to none."
        })
public final class ListCommand implements Callable<Integer> {

    private final PrintWriter out;
    private final Display display;

    @Option(names = "--json", description = "Write JSON (lastack-list/1) for programs.")
    private boolean json;

    @Option(names = "--proc", hidden = true, paramLabel = "DIR", description = "Read this tree in place of /proc.")
    private Path proc = Path.of("/proc");

    public ListCommand(PrintWriter out, Display display) {
        this.out = out;
        this.display = display;
    }

    @Override
    public Integer call() throws IOException, Failure {
        if (!Files.isDirectory(proc.resolve("self"))) {
            throw new Failure("no " + proc + " to read: list works on Linux");
        }
        JvmList list = JvmFinder.find(proc, ProcessHandle.current().pid());
        if (json) {
            JvmListJson.write(list, Instant.now(), out);
        } else {
            out.print(JvmListText.render(list, display));
        }
        out.flush();
        return ExitCode.OK.number();
    }
}
