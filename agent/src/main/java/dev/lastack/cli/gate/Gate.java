package dev.lastack.cli.gate;

import dev.lastack.cli.exit.ExitCode;
import dev.lastack.cli.exit.Failure;
import dev.lastack.config.ReportFormat;
import dev.lastack.report.DocumentRenderer;
import dev.lastack.report.annotation.GitHubAnnotations;
import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.report.document.ReportDocument;
import dev.lastack.text.Printable;
import dev.lastack.text.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Writes what was found, holds it against the policy and the baseline, and says what fails. One thread. */
public final class Gate {

    private static final int MOST_LISTED = 20;

    private final GateOptions options;
    private final Baseline baseline;
    private final LocalDate today;
    private final PrintWriter err;

    private Gate(GateOptions options, Baseline baseline, LocalDate today, PrintWriter err) {
        this.options = options;
        this.baseline = baseline;
        this.today = today;
        this.err = err;
    }

    /**
     * Reads what there is to read, before anything is started.
     *
     * @param today in UTC
     * @throws IOException whose message is a reason that a user understands
     */
    public static Gate of(GateOptions options, LocalDate today, PrintWriter err) throws IOException {
        return new Gate(options, options.baseline().read(), today, err);
    }

    /** Of the reports that a person gets. {@code run} and {@code audit} have refused a file whose ending is none. */
    public ReportFormat format() {
        Path file = options.output();
        ReportFormat format = file == null ? null : ReportFormat.of(file.toString());
        return format == null ? ReportFormat.TEXT : format;
    }

    /** Writes the reports to the file or standard error, and annotations to standard error. */
    public void write(List<JvmReport> reports) throws Failure {
        Path file = options.output();
        if (file != null) {
            write(file, to -> write(to, reports));
        } else {
            reports.forEach(report -> err.print(report.text()));
            err.flush();
        }
        if (options.annotate()) {
            GitHubAnnotations.of(documents(reports), options.sources()).forEach(err::println);
        }
    }

    private void write(Path file, List<JvmReport> reports) throws IOException {
        boolean one = format().isJoinable() && !Output.isForEach(file);
        if (!format().isMadeOfJson()) {
            Output.write(file, one, reports);
            return;
        }
        DocumentRenderer renderer = DocumentRenderer.of(format(), options.sources(), this::fails);
        if (one) {
            Output.write(file, renderer.render(documents(reports)));
            return;
        }
        List<JvmReport> rendered = new ArrayList<>();
        for (JvmReport report : reports) {
            rendered.add(report.as(renderer.render(List.of(report.document()))));
        }
        Output.write(file, false, rendered);
    }

    private static List<ReportDocument> documents(List<JvmReport> reports) {
        return reports.stream().map(JvmReport::document).toList();
    }

    private static void write(Path file, Written written) throws Failure {
        try {
            written.to(file);
        } catch (IOException e) {
            throw new Failure("cannot write " + file + ": " + e.getMessage());
        }
    }

    private interface Written {
        void to(Path file) throws IOException;
    }

    private boolean fails(DocumentedFinding finding) {
        return options.policy().fails(finding) && !isExcused(finding);
    }

    private boolean isExcused(DocumentedFinding finding) {
        return switch (options.baseline().mode()) {
            case NONE -> false;
            case READ -> baseline.covers(finding, today);
            case WRITE -> true;
            case UPDATE -> baseline.updated(List.of(finding), false).covers(finding, today);
        };
    }

    /**
     * Writes the baseline where that is asked for, and says what fails.
     *
     * @param whole whether the program did all that it was to do, so that a finding not seen may be gone
     * @return {@link ExitCode#OK} or {@link ExitCode#FINDING}
     */
    public ExitCode judge(List<DocumentedFinding> findings, boolean whole) throws Failure {
        writeBaseline(findings, whole);
        sayBaseline(findings);
        List<DocumentedFinding> failing = findings.stream().filter(this::fails).toList();
        if (options.baseline().mode() != BaselineUse.Mode.WRITE) {
            sayFailing(failing);
        }
        return failing.isEmpty() ? ExitCode.OK : ExitCode.FINDING;
    }

    private void writeBaseline(List<DocumentedFinding> findings, boolean whole) throws Failure {
        Path file = options.baseline().file();
        if (file == null || !options.baseline().isWritten()) {
            return;
        }
        Baseline written = options.baseline().mode() == BaselineUse.Mode.WRITE
                ? Baseline.of(findings)
                : baseline.updated(findings, whole);
        write(file, written::write);
        say(Words.count(written.accepted().size(), "accepted finding") + " written to " + file);
        if (options.baseline().mode() == BaselineUse.Mode.UPDATE) {
            sayChanges(written);
        }
    }

    private void sayChanges(Baseline written) {
        written.accepted().stream()
                .filter(entry -> !baseline.accepted().contains(entry))
                .forEach(entry -> say("  new: " + entry));
        baseline.accepted().stream()
                .filter(entry -> !written.accepted().contains(entry))
                .forEach(entry -> say("  taken out, as it was not seen: " + entry));
    }

    /** Says it also where nothing was found. */
    public void sayBaseline(List<DocumentedFinding> findings) {
        Path file = options.baseline().file();
        if (file == null || options.baseline().mode() == BaselineUse.Mode.WRITE) {
            return;
        }
        if (options.baseline().mode() == BaselineUse.Mode.READ) {
            long accepted =
                    findings.stream().filter(one -> baseline.covers(one, today)).count();
            say(Words.count(accepted, "finding") + " accepted by " + file);
            baseline.unused(findings).forEach(entry -> say("not seen this time, though accepted: " + entry));
        }
        baseline.expired(findings, today)
                .forEach(entry -> say("accepted until " + entry.expires() + " and not longer: " + entry));
    }

    private void sayFailing(List<DocumentedFinding> failing) {
        if (failing.isEmpty()) {
            say("no finding at or above the bar (" + options.policy() + ")");
            return;
        }
        say(Words.count(failing.size(), "finding") + " at or above the bar (" + options.policy() + "):");
        for (DocumentedFinding finding : failing.subList(0, Math.min(MOST_LISTED, failing.size()))) {
            say("  " + finding.rule() + "  " + finding.culprit());
        }
    }

    /** One line on standard error. */
    public void say(String line) {
        err.println("lastack: " + Printable.of(line));
    }
}
