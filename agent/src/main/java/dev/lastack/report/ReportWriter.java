package dev.lastack.report;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.report.json.JsonReport;
import dev.lastack.report.text.TextReport;
import dev.lastack.snapshot.Snapshot;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

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
                err.println("lastack: cannot write report " + target + ": " + reason(e));
            }
        }
    }

    private void write(String target, Snapshot snapshot, List<Finding> findings) throws IOException {
        if (target.equals(STANDARD_ERROR)) {
            err.print(TextReport.render(snapshot, findings));
            err.flush();
            return;
        }
        WholeFile.write(Path.of(target), contentFor(target, snapshot, findings));
    }

    private static WholeFile.Content contentFor(String target, Snapshot snapshot, List<Finding> findings)
            throws IOException {
        String name = target.toLowerCase(Locale.ROOT);
        if (name.endsWith(".json")) {
            return out -> JsonReport.write(snapshot, findings, out);
        }
        if (name.endsWith(".txt")) {
            return out -> out.write(TextReport.render(snapshot, findings).getBytes(StandardCharsets.UTF_8));
        }
        throw new IOException("its name must end in .txt or .json");
    }

    /** One line. A WholeFile's message is a reason already; of anything else its class matters too. */
    private static String reason(Throwable failure) {
        String text = failure instanceof IOException && failure.getMessage() != null
                ? failure.getMessage()
                : failure.toString();
        return text.replaceAll("\\R", " ");
    }
}
