package dev.lastack.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lastack.json.Json;
import dev.lastack.report.document.ReportDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Writes a report as one file that needs no network and no other file. The report itself lies in it as JSON, from which
 * the page's script draws; no name of the program's is ever markup or script. See docs/decisions/0034.
 */
public final class HtmlReport {

    private HtmlReport() {}

    /** Writes ASCII for what is the program's, else UTF-8; leaves the stream open. */
    public static void write(ReportDocument report, OutputStream out) throws IOException {
        PageTemplate page = PageTemplate.read();
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write(page.beforeReport());
        try (JsonGenerator json = Json.inHtml(writer)) {
            report.whole().write(json);
        }
        writer.write(page.afterReport());
        writer.flush();
    }
}
