package dev.lastack.cli.owners;

import dev.lastack.attach.Target;
import dev.lastack.attach.TargetException;
import dev.lastack.attach.protocol.Facts;
import dev.lastack.cli.exit.Failure;
import dev.lastack.config.ReportFormat;
import dev.lastack.report.document.ReportDocument;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** Who holds the connections of a running JVM. */
public final class LiveOwners {

    private LiveOwners() {}

    /**
     * A report, a heap dump, and a report again: what both reports name was open when the heap was dumped, so what the
     * dump has not is unreachable.
     *
     * @param yes nobody needs to be asked
     * @return the first report, with owners
     */
    public static ReportDocument of(Target target, Facts facts, boolean yes, PrintWriter err)
            throws TargetException, Failure, IOException {
        String name = facts.text(Facts.MAIN_CLASS) + " (pid " + target.pid() + ")";
        HeapConsent.require(yes, name, (long) facts.number(Facts.HEAP_USED), target.roomForHeap(), err);
        ReportDocument report = report(target);
        try (FileChannel heap = target.dumpHeap()) {
            return OwnedReport.of(report, report(target), heap, "the heap dump of " + name);
        }
    }

    private static ReportDocument report(Target target) throws TargetException, IOException {
        return ReportDocument.read(target.report(ReportFormat.JSON).getBytes(StandardCharsets.UTF_8));
    }
}
