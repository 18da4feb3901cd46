package dev.lastack.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lastack.json.Json;
import dev.lastack.report.fleet.Fleet;
import dev.lastack.report.fleet.FleetJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Writes the sum of many JVMs as one file, as {@link HtmlReport} does with one report: no name is markup or script. */
public final class FleetPage {

    private FleetPage() {}

    /** Writes ASCII for what is the programs', else UTF-8; leaves the stream open. */
    public static void write(Fleet fleet, OutputStream out) throws IOException {
        PageTemplate page = PageTemplate.ofFleet();
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write(page.beforeReport());
        try (JsonGenerator json = Json.inHtml(writer)) {
            FleetJson.write(fleet, json);
        }
        writer.write(page.afterReport());
        writer.flush();
    }
}
