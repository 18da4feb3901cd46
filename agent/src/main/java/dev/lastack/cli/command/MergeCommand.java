package dev.lastack.cli.command;

import dev.lastack.cli.exit.ExitCode;
import dev.lastack.cli.exit.Failure;
import dev.lastack.cli.merge.Merge;
import dev.lastack.config.ReportFormat;
import dev.lastack.report.WholeFile;
import dev.lastack.report.fleet.Fleet;
import dev.lastack.report.fleet.FleetJson;
import dev.lastack.report.fleet.FleetText;
import dev.lastack.report.html.FleetPage;
import dev.lastack.text.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The reports of many JVMs as one. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        description = {
            "Sums the JSON reports of many JVMs up: each finding once, with how many of how many JVMs have it, the"
                    + " worst of them, and the version that had it first. Of several reports of one JVM the latest counts."
                    + " A file that is no whole report is named and skipped, and makes the exit code 2."
        })
public final class MergeCommand implements Callable<Integer> {

    private static final Path STANDARD_OUTPUT = Path.of("-");

    private final PrintWriter out;
    private final PrintWriter err;

    @Parameters(
            arity = "1..*",
            paramLabel = "REPORT",
            description = "JSON reports (lastack-report/1), and folders: all files in them that end in .json.")
    private List<Path> reports = List.of();

    @Option(names = "--json", description = "Write JSON (lastack-fleet/1) for programs.")
    private boolean json;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write here; its ending, .html, .json or .txt, picks the format. Without it, and with -, text"
                    + " on standard output.")
    private @Nullable Path output;

    public MergeCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws Failure, IOException {
        Path file = STANDARD_OUTPUT.equals(output) ? null : output;
        ReportFormat format = file == null ? json ? ReportFormat.JSON : ReportFormat.TEXT : format(file);
        ReportFile.requireWritable(file);
        Fleet fleet = Merge.of(reports, file);
        fleet.skipped()
                .forEach(one -> err.println(Printable.of("lastack: skipped " + one.file() + ": " + one.reason())));
        if (fleet.instances().isEmpty()) {
            throw new Failure("no report to merge");
        }
        WholeFile.Content content = content(fleet, format);
        if (file != null) {
            ReportFile.write(file, content);
        } else {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            content.writeTo(bytes);
            out.print(bytes.toString(StandardCharsets.UTF_8));
            out.flush();
        }
        return (fleet.skipped().isEmpty() ? ExitCode.OK : ExitCode.FAILED).number();
    }

    private ReportFormat format(Path file) throws Failure {
        ReportFormat format = ReportFormat.of(file.toString());
        if (format != ReportFormat.HTML && format != ReportFormat.JSON && format != ReportFormat.TEXT) {
            throw new Failure("cannot write " + file + ": a merged report can be written as .html, .json or .txt");
        }
        if (json && format != ReportFormat.JSON) {
            throw new Failure("cannot write " + file + ": --json writes JSON, its ending says another format");
        }
        return format;
    }

    private static WholeFile.Content content(Fleet fleet, ReportFormat format) {
        return switch (format) {
            case HTML -> to -> FleetPage.write(fleet, to);
            case JSON -> to -> FleetJson.write(fleet, to);
            default -> to -> to.write(FleetText.render(fleet).getBytes(StandardCharsets.UTF_8));
        };
    }
}
