package dev.lastack.report.fleet;

import dev.lastack.json.JsonObject;
import dev.lastack.report.document.ReportDocument;

/**
 * One JVM of many, as its latest report has it. Immutable. Texts are empty where the report says nothing.
 *
 * @param number from 1, in the order in which the reports were read
 * @param file of the report
 * @param startedAt ISO-8601, UTC
 */
public record FleetInstance(
        int number,
        String file,
        String service,
        String host,
        String pod,
        String version,
        long pid,
        String mainClass,
        String startedAt,
        String generatedAt,
        long opened,
        long closed,
        long open,
        long closeWait,
        int findings) {

    static FleetInstance of(int number, String file, ReportDocument report) {
        JsonObject instance = report.whole().object("instance");
        return new FleetInstance(
                number,
                file,
                instance.text("service"),
                instance.text("host"),
                instance.text("pod"),
                instance.text("version"),
                report.pid(),
                report.mainClass(),
                report.whole().object("jvm").text("startedAt"),
                report.generatedAt(),
                report.opened(),
                report.closed(),
                report.open(),
                report.closeWait(),
                report.findings().size());
    }

    /** What it runs: the service's name, or the main class. */
    public String runs() {
        return service.isEmpty() ? mainClass : service;
    }

    /** For a person who has to go there: {@code pod orders-7f9c (pid 1)}. */
    public String place() {
        String where = !pod.isEmpty() ? "pod " + pod : !host.isEmpty() ? "host " + host : file;
        return where + " (pid " + pid + ")";
    }
}
