package dev.lastack.cli.command;

import dev.lastack.attach.Target;
import dev.lastack.attach.TargetException;
import dev.lastack.cli.exit.ExitCode;
import dev.lastack.cli.exit.Failure;
import dev.lastack.cli.owners.HeapConsent;
import dev.lastack.cli.owners.LiveOwners;
import dev.lastack.cli.owners.OwnedReport;
import dev.lastack.cli.owners.OwnersText;
import dev.lastack.config.ReportFormat;
import dev.lastack.report.DocumentRenderer;
import dev.lastack.report.document.ReportDocument;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who holds the connections of the findings. */
@Command(
        name = "owners",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        description = {
            "Says what holds each leaked connection: the shortest path of strong references from a static field or a"
                    + " thread, with counts. Of a running JVM by a dump of its heap, which stops it for a while; or of a"
                    + " dump and a JSON report that are there already."
        })
public final class OwnersCommand implements Callable<Integer> {

    private final PrintWriter out;
    private final PrintWriter err;

    @Mixin
    private PidOrPicker jvm = new PidOrPicker();

    @Mixin
    private ConsentOption consent = new ConsentOption();

    @Option(
            names = "--heap",
            paramLabel = "FILE",
            description = "A heap dump that is there already (jcmd PID GC.heap_dump FILE); no JVM is touched.")
    private @Nullable Path heap;

    @Option(names = "--report", paramLabel = "FILE", description = "With --heap: the JSON report of the same JVM.")
    private @Nullable Path report;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; else the ending of FILE says it, and without FILE it is text. All"
                    + " but text are the whole report, with owners.")
    private @Nullable ReportFormat format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write here in place of standard output.")
    private @Nullable Path file;

    @Mixin
    private SourceRootOption sources = new SourceRootOption();

    public OwnersCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws TargetException, Failure, IOException {
        ReportFormat chosen = format != null ? format : file == null ? ReportFormat.TEXT : ReportFile.format(file);
        requireSense();
        ReportFile.requireWritable(file);
        byte[] text = rendered(chosen, owned()).getBytes(StandardCharsets.UTF_8);
        if (file == null) {
            out.print(new String(text, StandardCharsets.UTF_8));
            out.flush();
        } else {
            ReportFile.write(file, to -> to.write(text));
        }
        return ExitCode.OK.number();
    }

    private void requireSense() throws Failure {
        if ((heap == null) != (report == null)) {
            throw new Failure("--heap and --report: both of them, and of the same JVM");
        }
        if (heap != null && jvm.isGiven()) {
            throw new Failure("a PID, or --heap and --report: one of them");
        }
    }

    private ReportDocument owned() throws TargetException, Failure, IOException {
        if (heap != null && report != null) {
            return ofFiles(heap, report);
        }
        HeapConsent.requirePossible(consent.yes());
        try (Target target = Target.open(jvm.pid())) {
            return LiveOwners.of(target, target.attach(List.of()), consent.yes(), err);
        }
    }

    private static ReportDocument ofFiles(Path heap, Path report) throws Failure {
        ReportDocument document = JsonReportFile.read(report);
        try (FileChannel channel = FileChannel.open(heap, StandardOpenOption.READ)) {
            return OwnedReport.of(document, null, channel, heap.toString());
        } catch (NoSuchFileException e) {
            throw new Failure("cannot read " + heap + ": no such file");
        } catch (AccessDeniedException e) {
            throw new Failure("cannot read " + heap + ": not allowed");
        } catch (IOException e) {
            throw new Failure("cannot read " + heap + ": " + e.getMessage());
        }
    }

    private String rendered(ReportFormat chosen, ReportDocument document) throws IOException {
        return switch (chosen) {
            case TEXT -> OwnersText.of(document);
            case JSON -> document.toJson();
            default ->
                DocumentRenderer.of(chosen, sources.roots(), DocumentRenderer::isError)
                        .render(List.of(document));
        };
    }
}
