package dev.lastack.cli.run;

import dev.lastack.cli.exit.ExitCode;
import dev.lastack.cli.exit.Failure;
import dev.lastack.config.ReportFormat;
import dev.lastack.report.DocumentRenderer;
import dev.lastack.report.annotation.GitHubAnnotations;
import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.text.Printable;
import dev.lastack.text.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a program, writes what was found, and says how it shall end. */
public final class Auditor {

    private static final int MOST_LISTED = 20;

    private final AuditOptions options;
    private final Baseline baseline;
    private final PrintWriter err;

    private Auditor(AuditOptions options, Baseline baseline, PrintWriter err) {
        this.options = options;
        this.baseline = baseline;
        this.err = err;
    }

    /**
     * Reads what there is to read, before anything is started.
     *
     * @throws IOException whose message is a reason that a user understands
     */
    public static Auditor of(AuditOptions options, PrintWriter err) throws IOException {
        Path file = options.baseline();
        try {
            return new Auditor(options, file == null ? Baseline.NONE : Baseline.read(file), err);
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Returns the exit code. */
    public int run(List<String> command, Path jar) throws IOException, InterruptedException, Failure {
        Audit audit = Audit.run(command, jar, options.settings(), format());
        write(audit.connected());
        if (options.annotate()) {
            annotate(audit.connected());
        }
        audit.remarks().forEach(this::say);
        return judge(audit);
    }

    /** {@code run} has refused a file whose ending is none. */
    private ReportFormat format() {
        Path file = options.output();
        ReportFormat format = file == null ? null : ReportFormat.of(file.toString());
        return format == null ? ReportFormat.TEXT : format;
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

    private void write(List<JvmReport> reports) throws Failure {
        Path file = options.output();
        if (file != null) {
            write(file, to -> Output.write(to, format(), rendered(reports)));
            return;
        }
        for (JvmReport report : reports) {
            err.print(report.text());
        }
        err.flush();
    }

    private List<JvmReport> rendered(List<JvmReport> reports) throws IOException {
        if (!format().isMadeOfJson()) {
            return reports;
        }
        DocumentRenderer renderer = DocumentRenderer.of(format(), options.sources(), this::fails);
        List<JvmReport> rendered = new ArrayList<>();
        for (JvmReport report : reports) {
            rendered.add(report.as(renderer.render(report.document())));
        }
        return rendered;
    }

    private boolean fails(DocumentedFinding finding) {
        return options.writeBaseline() == null && options.policy().fails(finding) && !baseline.covers(finding);
    }

    private void annotate(List<JvmReport> reports) {
        for (JvmReport report : reports) {
            GitHubAnnotations.of(report.document(), options.sources()).forEach(err::println);
        }
    }

    private int judge(Audit audit) throws Failure {
        List<DocumentedFinding> findings = audit.findings();
        Path write = options.writeBaseline();
        if (write != null && !audit.reports().isEmpty()) {
            Baseline written = Baseline.of(findings);
            write(write, written::write);
            say(Words.count(written.accepted().size(), "accepted finding") + " written to " + write);
        }
        List<DocumentedFinding> failing = findings.stream().filter(this::fails).toList();
        sayBaseline(findings);
        if (write == null && !audit.reports().isEmpty()) {
            sayFailing(failing);
        }
        if (!audit.endedWell()) {
            say("the program ended with exit code " + audit.exitCode());
            return audit.exitCode();
        }
        return audit.reports().isEmpty()
                ? ExitCode.FAILED.number()
                : failing.isEmpty() ? audit.exitCode() : ExitCode.FINDING.number();
    }

    private void sayBaseline(List<DocumentedFinding> findings) {
        Path file = options.baseline();
        if (file == null) {
            return;
        }
        long accepted = findings.stream().filter(baseline::covers).count();
        say(Words.count(accepted, "finding") + " accepted by " + file);
        for (BaselineEntry unused : baseline.unused(findings)) {
            say("not seen this time, though accepted: " + unused.rule() + " at " + unused.culprit());
        }
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

    private void say(String line) {
        err.println("lastack: " + Printable.of(line));
    }
}
