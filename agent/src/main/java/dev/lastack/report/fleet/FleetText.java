package dev.lastack.report.fleet;

import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.text.Printable;
import dev.lastack.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Many JVMs for people.
 *
 * <pre>{@code
 * 203 JVMs: orders (150), prices (53)
 * 1,240 connections open, 310 of them in CLOSE_WAIT; 2 findings
 *
 * error    close-wait/eof-ignored  in 40 of 203 JVMs  300 connections
 *          com.acme.orders.PriceClient.fetch(PriceClient.java:87)
 *          worst: pod orders-7f9c (pid 1), 31 connections
 *          first in version 1.4.2; 40 JVMs of 1.4.2
 * }</pre>
 */
public final class FleetText {

    private static final String INDENT = " ".repeat(9);

    /** Names in one line. */
    private static final int MOST_NAMES = 5;

    private final StringBuilder text = new StringBuilder();

    private FleetText() {}

    /** Lines end in {@code \n}. */
    public static String render(Fleet fleet) {
        FleetText all = new FleetText();
        all.head(fleet);
        fleet.findings()
                .forEach(finding -> all.finding(finding, fleet.instances().size()));
        return all.text.toString();
    }

    private void head(Fleet fleet) {
        Map<String, Integer> services = new TreeMap<>();
        fleet.instances().forEach(one -> services.merge(one.runs(), 1, Integer::sum));
        line(Words.count(fleet.instances().size(), "JVM") + ": " + numbered(services));
        line("%s open, %s of them in CLOSE_WAIT; %s"
                .formatted(
                        Words.count(fleet.sum(FleetInstance::open), "connection"),
                        Words.count(fleet.sum(FleetInstance::closeWait)),
                        fleet.findings().isEmpty()
                                ? "no findings"
                                : Words.count(fleet.findings().size(), "finding")));
        if (fleet.olderReports() > 0) {
            line(Words.count(fleet.olderReports(), "older report") + " of the same JVMs left out");
        }
        if (!fleet.skipped().isEmpty()) {
            line(Words.count(fleet.skipped().size(), "file") + " skipped");
        }
    }

    private void finding(FleetFinding one, int jvms) {
        DocumentedFinding finding = one.finding();
        line("");
        line("%-7s  %s  in %s of %s%s"
                .formatted(
                        finding.severity().name().toLowerCase(Locale.ROOT),
                        finding.rule(),
                        Words.count(one.jvms()),
                        Words.count(jvms, "JVM"),
                        one.connections() == 0 ? "" : "  " + Words.count(one.connections(), "connection")));
        line(INDENT + (finding.site() == null ? finding.title() : finding.culprit()));
        FleetFinding.Share worst = one.worst().get(0);
        line(INDENT + "worst: " + worst.instance().place()
                + (worst.connections() == 0 ? "" : ", " + Words.count(worst.connections(), "connection")));
        if (!one.versions().isEmpty()) {
            String first = one.first().version();
            line(INDENT + (first.isEmpty() ? "" : "first in version " + first + "; ") + "versions: "
                    + numbered(one.versions()));
        }
    }

    private static String numbered(Map<String, Integer> names) {
        List<String> parts = new ArrayList<>();
        names.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_NAMES)
                .forEach(one -> parts.add(one.getKey() + " (" + Words.count(one.getValue()) + ")"));
        int others = names.size() - parts.size();
        return String.join(", ", parts) + (others == 0 ? "" : " and " + Words.count(others, "other"));
    }

    /** Names in a report may be anybody's. */
    private void line(String line) {
        text.append(Printable.of(line)).append('\n');
    }
}
