package dev.lastack.cli.command;

import dev.lastack.cli.exit.ExitCode;
import dev.lastack.cli.exit.Failure;
import dev.lastack.config.ReportFormat;
import dev.lastack.report.DocumentRenderer;
import dev.lastack.report.annotation.GitHubAnnotations;
import dev.lastack.report.document.ReportDocument;
import dev.lastack.report.source.SourceRoots;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Another format of a report that is there already, of this machine or of another. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        description = {"Writes a JSON report, of this machine or of another, in a format for other tools."})
public final class RenderCommand implements Callable<Integer> {

    private final PrintWriter out;

    @Parameters(paramLabel = "REPORT", description = "A JSON report: lastack-report/1.")
    private Path report = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Where to write; its ending, .sarif, .junit.xml, .md or .html, picks the format. Without it Markdown"
                            + " on standard output.")
    private @Nullable Path output;

    @Option(names = "--annotate", paramLabel = "CI", description = AnnotationStyle.DESCRIPTION)
    private @Nullable AnnotationStyle annotate;

    @Mixin
    private SourceRootOption sources = new SourceRootOption();

    public RenderCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws Failure, IOException {
        ReportFormat format = output == null ? ReportFormat.MARKDOWN : ReportFile.format(output);
        if (!format.isMadeOfJson()) {
            throw new Failure(
                    "cannot write " + output + ": a JSON report can be written as " + ReportFormat.endingsMadeOfJson());
        }
        ReportFile.requireWritable(output);
        ReportDocument document = JsonReportFile.read(report);
        SourceRoots roots = sources.roots();
        DocumentRenderer renderer = DocumentRenderer.of(format, roots, DocumentRenderer::isError);
        if (output != null) {
            ReportFile.write(output, to -> renderer.write(document, to));
        } else if (annotate == null) {
            out.print(renderer.render(document));
        }
        if (annotate != null) {
            GitHubAnnotations.of(document, roots).forEach(out::println);
        }
        out.flush();
        return ExitCode.OK.number();
    }
}
