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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Another format of reports that are there already, of this machine or of others. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        description = {
            "Writes JSON reports, of this machine or of others, in a format for other tools: those of several JVMs as one"
                    + " document."
        })
public final class RenderCommand implements Callable<Integer> {

    private final PrintWriter out;

    @Parameters(arity = "1..*", paramLabel = "REPORT", description = "JSON reports: lastack-report/1.")
    private List<Path> reports = List.of();

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
        if (reports.size() > 1 && !format.isJoinable()) {
            throw new Failure(
                    "cannot write " + output + ": a page is of one report; merge makes one of " + reports.size());
        }
        ReportFile.requireWritable(output);
        List<ReportDocument> documents = new ArrayList<>();
        for (Path report : reports) {
            documents.add(JsonReportFile.read(report));
        }
        SourceRoots roots = sources.roots();
        DocumentRenderer renderer = DocumentRenderer.of(format, roots, DocumentRenderer::isError);
        if (output != null) {
            ReportFile.write(output, to -> renderer.write(documents, to));
        } else if (annotate == null) {
            out.print(renderer.render(documents));
        }
        if (annotate != null) {
            GitHubAnnotations.of(documents, roots).forEach(out::println);
        }
        out.flush();
        return ExitCode.OK.number();
    }
}
