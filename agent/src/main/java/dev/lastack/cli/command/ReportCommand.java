package dev.lastack.cli.command;

import dev.lastack.attach.Target;
import dev.lastack.attach.TargetException;
import dev.lastack.cli.exit.ExitCode;
import dev.lastack.cli.exit.Failure;
import dev.lastack.config.ReportFormat;
import dev.lastack.report.DocumentRenderer;
import dev.lastack.report.document.ReportDocument;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The report as of now. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        description = {
            "Writes the report of a running JVM as of now. Attaches first if need be, and stays attached: the longer it"
                    + " watches, the more it can tell."
        })
public final class ReportCommand implements Callable<Integer> {

    private final PrintWriter out;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PID",
            description = PidOrPicker.DESCRIPTION,
            converter = PidOrName.class)
    private @Nullable Long givenPid;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; else the ending of FILE says it, and without FILE it is text.")
    private @Nullable ReportFormat format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write here in place of standard output.")
    private @Nullable Path file;

    @Mixin
    private SourceRootOption sources = new SourceRootOption();

    public ReportCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws TargetException, Failure, IOException {
        ReportFormat chosen = format();
        ReportFile.requireWritable(file);
        String report = fetch(PidOrPicker.of(givenPid), chosen);
        if (file == null) {
            out.print(report);
            out.flush();
        } else {
            ReportFile.write(file, to -> to.write(report.getBytes(StandardCharsets.UTF_8)));
        }
        return ExitCode.OK.number();
    }

    private String fetch(long pid, ReportFormat chosen) throws TargetException, IOException {
        try (Target target = Target.open(pid)) {
            target.attach(List.of());
            if (!chosen.isMadeOfJson()) {
                return target.report(chosen);
            }
            ReportDocument report =
                    ReportDocument.read(target.report(ReportFormat.JSON).getBytes(StandardCharsets.UTF_8));
            return DocumentRenderer.of(chosen, sources.roots(), DocumentRenderer::isError)
                    .render(report);
        }
    }

    /** The format that is asked for goes before the file's ending. */
    private ReportFormat format() throws Failure {
        if (format != null) {
            return format;
        }
        return file == null ? ReportFormat.TEXT : ReportFile.format(file);
    }
}
