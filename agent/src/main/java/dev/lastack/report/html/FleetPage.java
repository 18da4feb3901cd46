package dev.lastack.report.html;

import dev.lastack.report.fleet.Fleet;
import dev.lastack.report.fleet.FleetJson;
import java.io.IOException;
import java.io.OutputStream;

/** Writes the sum of many JVMs as one file, as {@link HtmlReport} does with one report: no name is markup or script. */
public final class FleetPage {

    private FleetPage() {}

    /** Writes ASCII for what is the programs', else UTF-8; leaves the stream open. */
    public static void write(Fleet fleet, OutputStream out) throws IOException {
        PageTemplate.ofFleet().write(json -> FleetJson.write(fleet, json), out);
    }
}
