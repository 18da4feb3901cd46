package dev.lastack.report;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.config.ReportFormat;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.text.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Puts the reports where the user asked for them. Never throws: the application must not notice. */
public final class ReportWriter {

    private static final String STANDARD_ERROR = "-";

    private final List<String> reports;
    private final long pid;
    private final PrintStream err;

    /**
     * @param reports files, or {@code -} for text on standard error
     * @param pid what {@code %p} in a file name stands for
     */
    public ReportWriter(List<String> reports, long pid) {
        this(reports, pid, System.err);
    }

    /**
     * As the other, with a standard error of its own.
     *
     * @param err for text where a report is {@code -}, and for failures
     */
    public ReportWriter(List<String> reports, long pid, PrintStream err) {
        this.reports = List.copyOf(reports);
        this.pid = pid;
        this.err = err;
    }

    /** Writes every report; a failure is one line on standard error and keeps no other report from being written. */
    public void write(Snapshot snapshot, List<Finding> findings) {
        for (String report : reports) {
            String target = report.replace("%p", Long.toString(pid));
            try {
                write(target, snapshot, findings);
            } catch (Throwable e) {
                err.println(Printable.of("lastack: cannot write report " + target + ": " + reason(e)));
            }
        }
    }

    private void write(String target, Snapshot snapshot, List<Finding> findings) throws IOException {
        if (target.equals(STANDARD_ERROR)) {
            err.print(ReportRenderer.render(ReportFormat.TEXT, snapshot, findings));
            err.flush();
            return;
        }
        ReportFormat format = ReportFormat.of(target);
        if (format == null) {
            throw new IOException("its name must end in " + ReportFormat.endings());
        }
        WholeFile.write(Path.of(target), out -> ReportRenderer.of(format).write(snapshot, findings, out));
    }

    /** One line. A WholeFile's message is a reason already; of anything else its class matters too. */
    private static String reason(Throwable failure) {
        String text = failure instanceof IOException && failure.getMessage() != null
                ? failure.getMessage()
                : failure.toString();
        return text.replaceAll("\\R", " ");
    }
}
