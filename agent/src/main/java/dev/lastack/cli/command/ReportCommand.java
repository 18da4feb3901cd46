package dev.lastack.cli.command;

import dev.lastack.attach.Target;
import dev.lastack.attach.TargetException;
import dev.lastack.attach.protocol.Facts;
import dev.lastack.cli.exit.ExitCode;
import dev.lastack.cli.exit.Failure;
import dev.lastack.cli.owners.HeapConsent;
import dev.lastack.cli.owners.LiveOwners;
import dev.lastack.cli.owners.OwnersText;
import dev.lastack.config.ReportFormat;
import dev.lastack.report.DocumentRenderer;
import dev.lastack.report.document.ReportDocument;
import dev.lastack.text.Display;
import dev.lastack.text.TextExtent;
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
    private final PrintWriter err;
    private final Display display;

    @Mixin
    private PidOrPicker jvm = new PidOrPicker();

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

    @Option(
            names = "--findings",
            paramLabel = "N",
            description = "Of text: write the N most harmful findings; 20 without it.")
    private @Nullable Integer findings;

    @Option(
            names = "--full",
            description = "Of text: leave nothing out, neither findings and rows nor what stands further up already.")
    private boolean full;

    @Option(
            names = "--owners",
            description = "Also say what holds each leaked connection, by a heap dump, which stops the JVM for a while:"
                    + " see owners -h.")
    private boolean owners;

    @Mixin
    private ConsentOption consent = new ConsentOption();

    @Mixin
    private SourceRootOption sources = new SourceRootOption();

    /** @param display of standard output */
    public ReportCommand(PrintWriter out, PrintWriter err, Display display) {
        this.out = out;
        this.err = err;
        this.display = display;
    }

    @Override
    public Integer call() throws TargetException, Failure, IOException {
        ReportFormat chosen = format();
        requireSense(chosen);
        ReportFile.requireWritable(file);
        String report = fetch(jvm.pid(), chosen);
        if (file == null) {
            out.print(report);
            out.flush();
        } else {
            ReportFile.write(file, to -> to.write(report.getBytes(StandardCharsets.UTF_8)));
        }
        return ExitCode.OK.number();
    }

    private String fetch(long pid, ReportFormat chosen) throws TargetException, Failure, IOException {
        try (Target target = Target.open(pid)) {
            Facts facts = target.attach(List.of());
            if (owners) {
                return withOwners(target, facts, chosen);
            }
            if (chosen == ReportFormat.TEXT) {
                return target.textReport(extent().words());
            }
            if (!chosen.isMadeOfJson()) {
                return target.report(chosen);
            }
            ReportDocument report =
                    ReportDocument.read(target.report(ReportFormat.JSON).getBytes(StandardCharsets.UTF_8));
            return rendered(report, chosen);
        }
    }

    private String rendered(ReportDocument report, ReportFormat chosen) throws IOException {
        return DocumentRenderer.of(chosen, sources.roots(), DocumentRenderer::isError)
                .render(List.of(report));
    }

    private String withOwners(Target target, Facts facts, ReportFormat chosen)
            throws TargetException, Failure, IOException {
        String text = chosen == ReportFormat.TEXT ? target.textReport(extent().words()) : "";
        ReportDocument owned = LiveOwners.of(target, facts, consent.yes(), err);
        return switch (chosen) {
            case TEXT -> text + "\n" + OwnersText.of(owned);
            case JSON -> owned.toJson();
            default -> rendered(owned, chosen);
        };
    }

    private void requireSense(ReportFormat chosen) throws Failure {
        if (owners) {
            HeapConsent.requirePossible(consent.yes());
        } else if (consent.yes()) {
            throw new Failure("--yes is for --owners");
        }
        if (findings != null && findings < 1) {
            throw new Failure("--findings=" + findings + ": expected a number from 1");
        }
        if (findings != null && full) {
            throw new Failure("--findings and --full: one of them");
        }
        if ((findings != null || full) && chosen != ReportFormat.TEXT) {
            throw new Failure((full ? "--full" : "--findings") + " is for text; the format is " + chosen
                    + ", which has all findings");
        }
    }

    /** As wide as the terminal, where the report goes there. */
    private TextExtent extent() {
        TextExtent extent = file == null ? TextExtent.of(display) : TextExtent.USUAL;
        if (findings != null) {
            extent = extent.withFindings(findings);
        }
        return full ? extent.inFull() : extent;
    }

    /** The format that is asked for goes before the file's ending. */
    private ReportFormat format() throws Failure {
        if (format != null) {
            return format;
        }
        return file == null ? ReportFormat.TEXT : ReportFile.format(file);
    }
}
