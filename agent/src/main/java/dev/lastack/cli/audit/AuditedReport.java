package dev.lastack.cli.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.json.Json;
import dev.lastack.json.JsonObject;
import dev.lastack.text.Printable;
import dev.lastack.text.Words;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The report of the last point with what grew: as a part {@code audit} of its own, as details of the findings that are
 * about the same connections, and as {@code open/growing} where there are none.
 */
final class AuditedReport {

    private static final String TITLE = "more and more were open while the JVM was watched";

    private static final String WHY =
            "Under equal load a program needs about as many connections at the end as at the beginning. Of these it holds"
                    + " more at every look: each that stays holds a file descriptor here and a connection over there, until"
                    + " one side has none left.";

    private static final String FIX =
            "look at where these connections are opened, and close each where it was used; share one client or pool for"
                    + " all calls. If it is a pool that was still filling up, audit with a longer --warmup.";

    private final JsonObject report;
    private final List<Point> points;
    private final Duration warmUp;
    private final GrowthJudge judge;
    private final List<Growth> growths;

    /** The findings as they were, with what is added. */
    private final List<Map<String, @Nullable Object>> findings = new ArrayList<>();

    /** Those of {@link #findings} that are only here, with the growth that they are about. */
    private final Map<Growth, Map<String, @Nullable Object>> added = new LinkedHashMap<>();

    AuditedReport(JsonObject report, List<Point> points, Duration warmUp) {
        this.report = report;
        this.points = List.copyOf(points);
        this.warmUp = warmUp;
        judge = new GrowthJudge(points, report);
        growths = judge.growths();
        report.objects("findings").forEach(finding -> findings.add(new LinkedHashMap<>(finding.fields())));
        growths.forEach(this::tell);
        findings.sort(Comparator.comparing(finding -> severity(finding.get("severity"))));
    }

    private static Severity severity(@Nullable Object name) {
        return Severity.valueOf(String.valueOf(name).toUpperCase(Locale.ROOT));
    }

    private void tell(Growth growth) {
        for (Map<String, @Nullable Object> finding : findings) {
            boolean sameCause = GrowthJudge.ABOUT_OPEN.contains(String.valueOf(finding.get("rule")))
                    && finding.get("codePaths") instanceof List<?> paths
                    && paths.stream().anyMatch(growth.paths()::contains);
            if (sameCause) {
                addTo(finding, growth);
                return;
            }
        }
        Map<String, @Nullable Object> fresh = finding(growth);
        findings.add(fresh);
        added.put(growth, fresh);
    }

    /** A warning about connections that become more and more under equal load is an error. */
    private static void addTo(Map<String, @Nullable Object> finding, Growth growth) {
        List<Object> details = new ArrayList<>(list(finding.get("details")));
        details.add(growth.text());
        finding.put("details", details);
        if (growth.severity().compareTo(severity(finding.get("severity"))) < 0) {
            finding.put("severity", name(growth.severity()));
        }
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static String name(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, @Nullable Object> finding(Growth growth) {
        Map<String, @Nullable Object> finding = new LinkedHashMap<>();
        finding.put("rule", "open/growing");
        finding.put("severity", name(growth.severity()));
        finding.put("title", TITLE);
        finding.put("connections", growth.open().last());
        finding.put("culprit", growth.site());
        finding.put("culpritNote", growth.site() == null ? "" : opens(growth));
        finding.put("codePath", growth.paths().get(0));
        finding.put("codePaths", growth.paths());
        finding.put("evidence", evidence(growth));
        finding.put("details", details(growth));
        finding.put("why", WHY);
        finding.put("fix", FIX);
        return finding;
    }

    private static String opens(Growth growth) {
        return growth.role().equals("server") ? "accepts here" : "connects here";
    }

    private static Map<String, Object> evidence(Growth growth) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("openBefore", growth.open().first());
        evidence.put("openNow", growth.open().last());
        evidence.put("closeWaitBefore", growth.closeWait().first());
        evidence.put("closeWaitNow", growth.closeWait().last());
        evidence.put("opened", growth.opened().growth());
        evidence.put("perThousand", Math.round(growth.perThousand()));
        return evidence;
    }

    private static List<String> details(Growth growth) {
        List<String> details = new ArrayList<>();
        details.add(growth.role() + " of " + growth.peer());
        details.add(growth.text());
        if (growth.reused()) {
            details.add("most of them are used again and again: it may be a pool that was still filling up");
        }
        if (growth.load().grew()) {
            details.add(growth.load().text());
        }
        return details;
    }

    /** The whole document, {@code lastack-report/1}. */
    byte[] json() throws IOException {
        Map<String, @Nullable Object> document = new LinkedHashMap<>(report.fields());
        document.put("findings", findings);
        document.put("observation", observation());
        document.put("audit", audit());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.generator(out)) {
            Json.write(json, document);
        }
        out.write('\n');
        return out.toByteArray();
    }

    private Map<String, @Nullable Object> observation() {
        Map<String, @Nullable Object> observation =
                new LinkedHashMap<>(report.object("observation").fields());
        String descriptors = judge.descriptors();
        if (descriptors != null) {
            List<Object> notes = new ArrayList<>(list(observation.get("notes")));
            notes.add(descriptors);
            observation.put("notes", notes);
        }
        return observation;
    }

    private Map<String, Object> audit() {
        Map<String, Object> audit = new LinkedHashMap<>();
        audit.put("warmUpMillis", warmUp.toMillis());
        audit.put("watchedMillis", judge.millis());
        audit.put("loadGrew", judge.load().grew());
        audit.put("points", points.stream().map(AuditedReport::fields).toList());
        audit.put("growth", growths.stream().map(AuditedReport::fields).toList());
        return audit;
    }

    private static Map<String, @Nullable Object> fields(Point point) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("at", point.at().toString());
        fields.put("opened", point.sum().opened());
        fields.put("open", point.sum().open());
        fields.put("closeWait", point.sum().closeWait());
        fields.put("descriptors", point.descriptors() < 0 ? null : point.descriptors());
        return fields;
    }

    private static Map<String, @Nullable Object> fields(Growth growth) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("site", growth.site());
        fields.put("role", growth.role());
        fields.put("codePaths", growth.paths());
        fields.putAll(evidence(growth));
        return fields;
    }

    /** What comes below the agent's own text. */
    String text() {
        Point first = points.get(0);
        Point last = points.get(points.size() - 1);
        StringBuilder text = new StringBuilder("\n");
        line(
                text,
                "UNDER LOAD  " + points.size() + " looks within " + Words.duration(judge.millis()) + ", after "
                        + Words.duration(warmUp.toMillis()) + " of warm-up");
        line(
                text,
                "       open " + Words.count(first.sum().open()) + " -> "
                        + Words.count(last.sum().open()) + ", CLOSE_WAIT "
                        + Words.count(first.sum().closeWait()) + " -> "
                        + Words.count(last.sum().closeWait())
                        + (last.descriptors() < 0
                                ? ""
                                : ", descriptors " + Words.count(first.descriptors()) + " -> "
                                        + Words.count(last.descriptors())));
        line(text, "       " + judge.load().text());
        String descriptors = judge.descriptors();
        if (descriptors != null) {
            line(text, "       " + descriptors);
        }
        if (growths.isEmpty()) {
            line(text, "       nothing grew from beginning to end");
        }
        growths.forEach(growth -> tell(text, growth));
        return text.toString();
    }

    private void tell(StringBuilder text, Growth growth) {
        text.append('\n');
        Map<String, @Nullable Object> own = added.get(growth);
        line(
                text,
                name(growth.severity()).toUpperCase(Locale.ROOT) + "  open/growing  "
                        + Words.count(growth.open().last(), "connection")
                        + (own == null ? ", of a finding above" : ""));
        if (growth.site() != null) {
            line(text, "       open this:  " + growth.site() + "  (" + opens(growth) + ")");
        }
        details(growth).forEach(detail -> line(text, "       " + detail));
        if (own != null) {
            line(text, "       fix: " + FIX);
        }
    }

    private static void line(StringBuilder text, String line) {
        text.append(Printable.of(line)).append('\n');
    }
}
