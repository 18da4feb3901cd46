package dev.lastack.report.document;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.json.Json;
import dev.lastack.json.JsonObject;
import dev.lastack.report.document.DocumentedFinding.Moment;
import dev.lastack.report.document.DocumentedFinding.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A report that was read. Immutable.
 *
 * @param version of the LastAck that wrote it
 * @param generatedAt as it was written: ISO-8601, UTC
 * @param trigger {@code exit}, {@code interval} or {@code command}; empty where it does not say
 * @param whole all that was read, also what is not named here
 */
public record ReportDocument(
        String version,
        String generatedAt,
        String trigger,
        long pid,
        String mainClass,
        String javaVersion,
        double seconds,
        long opened,
        long closed,
        long open,
        long closeWait,
        List<String> notes,
        List<DocumentedFinding> findings,
        JsonObject whole) {

    static final String SCHEMA = "lastack-report/1";

    /** One that was not read, but is made of its parts. */
    public ReportDocument(
            String version,
            String generatedAt,
            String trigger,
            long pid,
            String mainClass,
            String javaVersion,
            double seconds,
            long opened,
            long closed,
            long open,
            long closeWait,
            List<String> notes,
            List<DocumentedFinding> findings) {
        this(
                version,
                generatedAt,
                trigger,
                pid,
                mainClass,
                javaVersion,
                seconds,
                opened,
                closed,
                open,
                closeWait,
                notes,
                findings,
                JsonObject.EMPTY);
    }

    /** Also within a word, which Jackson takes for a wrong one. */
    private static boolean isCutOff(com.fasterxml.jackson.core.JsonProcessingException e, byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8).strip();
        return e instanceof JsonEOFException || (text.startsWith("{") && !text.endsWith("}"));
    }

    /**
     * Reads a whole document.
     *
     * @throws IOException where it is no such document; its message is a reason that a person understands
     */
    public static ReportDocument read(byte[] json) throws IOException {
        JsonObject report;
        try {
            report = Json.read(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            int line = e.getLocation().getLineNr();
            throw new IOException(
                    isCutOff(e, json) ? "it is cut off in line " + line : "line " + line + " is not JSON", e);
        }
        if (!report.text("schema").equals(SCHEMA)) {
            throw new IOException("it is no " + SCHEMA);
        }
        JsonObject totals = report.object("totals");
        return new ReportDocument(
                report.text("version"),
                report.text("generatedAt"),
                report.text("trigger"),
                report.object("jvm").count("pid"),
                report.object("jvm").text("mainClass"),
                report.object("jvm").text("javaVersion"),
                report.object("observation").number("seconds"),
                totals.count("opened"),
                totals.count("closed"),
                totals.count("open"),
                totals.count("closeWaitNow"),
                report.object("observation").texts("notes"),
                findings(report),
                report);
    }

    /** All that was read, as JSON again. */
    public String toJson() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = Json.generator(out)) {
            whole.write(generator);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<DocumentedFinding> findings(JsonObject report) throws IOException {
        Map<String, JsonObject> paths = new HashMap<>();
        report.objects("codePaths").forEach(path -> paths.put(path.text("id"), path));
        List<DocumentedFinding> findings = new ArrayList<>();
        for (JsonObject finding : report.objects("findings")) {
            findings.add(finding(finding, paths.get(finding.text("codePath"))));
        }
        return List.copyOf(findings);
    }

    private static DocumentedFinding finding(JsonObject finding, @Nullable JsonObject path) throws IOException {
        return new DocumentedFinding(
                finding.text("rule"),
                severity(finding.text("severity")),
                finding.text("title"),
                finding.count("connections"),
                CodeSite.parse(finding.textOrNull("culprit")),
                finding.text("culpritNote"),
                path == null ? "" : path.text("role"),
                path == null ? "" : path.text("peer"),
                details(finding),
                finding.text("why"),
                finding.text("fix"),
                path == null ? List.of() : steps(path));
    }

    /** With who holds the connections, where a heap dump was asked. */
    private static List<String> details(JsonObject finding) {
        List<String> details = new ArrayList<>(finding.texts("details"));
        for (JsonObject owner : finding.objects("owners")) {
            boolean held = owner.text("state").equals("held");
            details.add(owner.count("connections") + (held ? " held by " : " ") + owner.text("path"));
        }
        return List.copyOf(details);
    }

    private static Severity severity(String name) throws IOException {
        try {
            return Severity.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IOException("a finding has no severity that is known", e);
        }
    }

    private static List<Step> steps(JsonObject path) {
        List<Step> steps = new ArrayList<>();
        boolean server = path.text("role").equals("server");
        add(steps, Moment.OPENED, server ? "accepted here" : "connected here", path.texts("openStack"));
        add(steps, Moment.USED, "last used here", mostOften(path.objects("lastUsedBy")));
        add(steps, Moment.END_OF_STREAM, "end of stream was read here", mostOften(path.objects("eofSeenBy")));
        add(steps, Moment.CLOSED, "closed here", mostOften(path.objects("closedBy")));
        return List.copyOf(steps);
    }

    private static List<String> mostOften(List<JsonObject> stacks) {
        return stacks.stream()
                .max((one, other) -> Long.compare(one.count("count"), other.count("count")))
                .map(stack -> stack.texts("stack"))
                .orElse(List.of());
    }

    private static void add(List<Step> steps, Moment moment, String what, List<String> frames) {
        List<CodeSite> stack = new ArrayList<>();
        for (String frame : frames) {
            CodeSite site = CodeSite.parse(frame);
            if (site != null) {
                stack.add(site);
            }
        }
        if (!stack.isEmpty()) {
            steps.add(new Step(moment, what, List.copyOf(stack)));
        }
    }
}
