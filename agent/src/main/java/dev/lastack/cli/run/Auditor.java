package dev.lastack.cli.run;

import dev.lastack.text.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Runs a program, writes what was found, and says how it shall end. */
public final class Auditor {

    /** Where there is nothing to go by: an audit that has seen nothing must not pass. */
    private static final int NOTHING_SEEN = 2;

    private static final int FOUND = 3;
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
    public int run(List<String> command, Path jar) throws IOException, InterruptedException {
        Audit audit = Audit.run(command, jar, options.settings());
        write(audit.connected());
        audit.remarks().forEach(this::say);
        return judge(audit);
    }

    private void write(List<JvmReport> reports) throws IOException {
        Path file = options.output();
        if (file != null) {
            Output.write(file, reports);
            return;
        }
        for (JvmReport report : reports) {
            err.print(report.text());
        }
        err.flush();
    }

    private int judge(Audit audit) throws IOException {
        List<ReportedFinding> findings = audit.findings();
        Path write = options.writeBaseline();
        if (write != null && !audit.reports().isEmpty()) {
            Baseline written = Baseline.of(findings);
            written.write(write);
            say(Words.count(written.accepted().size(), "accepted finding") + " written to " + write);
        }
        List<ReportedFinding> failing = findings.stream()
                .filter(finding -> write == null && options.policy().fails(finding) && !baseline.covers(finding))
                .toList();
        sayBaseline(findings);
        if (write == null && !audit.reports().isEmpty()) {
            sayFailing(failing);
        }
        if (!audit.endedWell()) {
            say("the program ended with exit code " + audit.exitCode());
            return audit.exitCode();
        }
        return audit.reports().isEmpty() ? NOTHING_SEEN : failing.isEmpty() ? audit.exitCode() : FOUND;
    }

    private void sayBaseline(List<ReportedFinding> findings) {
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

    private void sayFailing(List<ReportedFinding> failing) {
        if (failing.isEmpty()) {
            say("no finding at or above the bar (" + options.policy() + ")");
            return;
        }
        say(Words.count(failing.size(), "finding") + " at or above the bar (" + options.policy() + "):");
        for (ReportedFinding finding : failing.subList(0, Math.min(MOST_LISTED, failing.size()))) {
            say("  " + finding.rule() + "  " + finding.culprit());
        }
    }

    private void say(String line) {
        err.println("lastack: " + line);
    }
}
