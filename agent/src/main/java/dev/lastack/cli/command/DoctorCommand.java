package dev.lastack.cli.command;

import dev.lastack.analyze.host.HostCheck;
import dev.lastack.cli.exit.ExitCode;
import dev.lastack.kernel.HostReader;
import dev.lastack.report.json.DoctorJson;
import dev.lastack.report.text.DoctorText;
import dev.lastack.text.Paint;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The host's settings, without attaching to anything. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        description = {
            "Reads the host's settings and counters that matter for TIME_WAIT, and says of each what it is, what it"
                    + " means, and whether to change it. Changes nothing."
        })
public final class DoctorCommand implements Callable<Integer> {

    private final PrintWriter out;
    private final boolean colours;

    @Option(names = "--json", description = "Write JSON (lastack-doctor/1) for programs.")
    private boolean json;

    @Option(names = "--proc", hidden = true, paramLabel = "DIR", description = "Read this tree in place of /proc.")
    private Path proc = Path.of("/proc");

    public DoctorCommand(PrintWriter out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    @Override
    public Integer call() throws IOException {
        HostCheck checkup = HostCheck.of(HostReader.read(proc));
        if (json) {
            DoctorJson.write(checkup, Instant.now(), out);
        } else {
            out.print(DoctorText.render(checkup, colours ? Paint.ANSI : Paint.NONE));
        }
        out.flush();
        return exitCode(checkup.verdict());
    }

    private static int exitCode(HostCheck.Outcome verdict) {
        return switch (verdict) {
            case NOTHING_TO_DO -> ExitCode.OK.number();
            case ADVICE -> ExitCode.ADVICE.number();
            case UNREAD -> ExitCode.FAILED.number();
        };
    }
}
