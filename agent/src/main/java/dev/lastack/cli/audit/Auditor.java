package dev.lastack.cli.audit;

import dev.lastack.text.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a program, writes what was found, and says how it shall end. */
public final class Auditor {

    /** Where there is nothing to go by: an audit that has seen nothing must not pass. */
    private static final int NOTHING_SEEN = 2;

    private static final int FOUND = 3;
    private static final int MOST_LISTED = 20;

    private final Wishes wishes;
    private final Baseline baseline;
    private final PrintWriter err;

    private Auditor(Wishes wishes, Baseline baseline, PrintWriter err) {
        this.wishes = wishes;
        this.baseline = baseline;
        this.err = err;
    }

    /**
     * Reads what there is to read, before anything is started.
     *
     * @throws IOException whose message is a reason that a user understands
     */
    public static Auditor of(Wishes wishes, PrintWriter err) throws IOException {
        Path file = wishes.baseline();
        try {
            return new Auditor(wishes, file == null ? Baseline.NONE : Baseline.read(file), err);
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Returns the exit code. */
    public int run(List<String> command, Path jar) throws IOException, InterruptedException {
        Audit audit = Audit.run(command, jar, wishes.settings());
        write(audit.connected());
        audit.remarks().forEach(this::say);
        return judge(audit);
    }

    private void write(List<JvmReport> reports) throws IOException {
        Path file = wishes.output();
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
        List<Seen> findings = audit.findings();
        Path write = wishes.writeBaseline();
        if (write != null && !audit.reports().isEmpty()) {
            Baseline written = Baseline.of(findings);
            written.write(write);
            say(Words.count(written.accepted().size(), "accepted finding") + " written to " + write);
        }
        List<Seen> failing = findings.stream()
                .filter(finding -> write == null && wishes.bar().fails(finding) && !baseline.covers(finding))
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

    private void sayBaseline(List<Seen> findings) {
        Path file = wishes.baseline();
        if (file == null) {
            return;
        }
        long accepted = findings.stream().filter(baseline::covers).count();
        say(Words.count(accepted, "finding") + " accepted by " + file);
        for (Accepted unused : baseline.unused(findings)) {
            say("not seen this time, though accepted: " + unused.rule() + " at " + unused.culprit());
        }
    }

    private void sayFailing(List<Seen> failing) {
        if (failing.isEmpty()) {
            say("no finding at or above the bar (" + wishes.bar() + ")");
            return;
        }
        say(Words.count(failing.size(), "finding") + " at or above the bar (" + wishes.bar() + "):");
        for (Seen finding : failing.subList(0, Math.min(MOST_LISTED, failing.size()))) {
            say("  " + finding.rule() + "  " + finding.culprit());
        }
    }

    private void say(String line) {
        err.println("lastack: " + line);
    }

    /**
     * What the user wants.
     *
     * @param output for the reports in place of standard error
     * @param baseline of accepted findings, to be read
     * @param writeBaseline to be written with all that is found
     * @param settings of the agent, {@code key=value}
     */
    public record Wishes(
            Bar bar,
            @Nullable Path output,
            @Nullable Path baseline,
            @Nullable Path writeBaseline,
            List<String> settings) {}
}
