package dev.lastack.cli.command;

import dev.lastack.analyze.finding.Severity;
import dev.lastack.cli.exit.ExitCode;
import dev.lastack.cli.exit.Failure;
import dev.lastack.config.ReportFormat;
import dev.lastack.report.diff.DiffJson;
import dev.lastack.report.diff.DiffText;
import dev.lastack.report.diff.ReportDiff;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What has changed from one report to the next. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        description = {
            "Says which findings are new, grown and gone between two JSON reports. A finding is the same whatever its"
                    + " line and count: it is known by rule, method and role. Ends with 3 when something new is severe"
                    + " enough."
        })
public final class DiffCommand implements Callable<Integer> {

    private final PrintWriter out;

    @Parameters(index = "0", paramLabel = "BEFORE", description = "A JSON report: lastack-report/1.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "AFTER", description = "A later one.")
    private Path after = Path.of("");

    @Option(
            names = "--min-severity",
            paramLabel = "SEVERITY",
            description = "What is new below it does not count for the exit code: error, warning or info. Without it:"
                    + " error.")
    private Severity leastSeverity = Severity.ERROR;

    @Option(names = "--json", description = "Write JSON (lastack-diff/1) for programs.")
    private boolean json;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write here in place of standard output; its ending, .txt or .json, picks the format.")
    private @Nullable Path output;

    public DiffCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws Failure, IOException {
        boolean asJson = json || (output != null && isJson(output));
        ReportFile.requireWritable(output);
        ReportDiff diff = ReportDiff.of(JsonReportFile.read(before), JsonReportFile.read(after));
        String text = asJson ? json(diff) : DiffText.render(diff);
        if (output != null) {
            ReportFile.write(output, to -> to.write(text.getBytes(StandardCharsets.UTF_8)));
        } else {
            out.print(text);
            out.flush();
        }
        boolean fails = !diff.reaching(leastSeverity).isEmpty();
        return (fails ? ExitCode.FINDING : ExitCode.OK).number();
    }

    private static boolean isJson(Path file) throws Failure {
        ReportFormat format = ReportFormat.of(file.toString());
        if (format != ReportFormat.JSON && format != ReportFormat.TEXT) {
            throw new Failure("cannot write " + file + ": what has changed can be written as .txt or .json");
        }
        return format == ReportFormat.JSON;
    }

    private String json(ReportDiff diff) throws IOException {
        StringWriter text = new StringWriter();
        DiffJson.write(diff, leastSeverity, text);
        return text.toString();
    }
}
