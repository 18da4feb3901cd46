package dev.lastack.report.html;

import dev.lastack.report.document.ReportDocument;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a report as one file that needs no network and no other file. The report itself lies in it as JSON, from which
 * the page's script draws; no name of the program's is ever markup or script. See docs/decisions/0034.
 */
public final class HtmlReport {

    private HtmlReport() {}

    /** Writes ASCII for what is the program's, else UTF-8; leaves the stream open. */
    public static void write(ReportDocument report, OutputStream out) throws IOException {
        PageTemplate.read().write(report.whole()::write, out);
    }
}
