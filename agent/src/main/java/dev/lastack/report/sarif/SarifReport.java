package dev.lastack.report.sarif;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.json.Json;
import dev.lastack.report.document.CodeSite;
import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.report.document.DocumentedFinding.Moment;
import dev.lastack.report.document.DocumentedFinding.Step;
import dev.lastack.report.document.JoinedFindings;
import dev.lastack.report.document.ReportDocument;
import dev.lastack.report.rulepage.RulePage;
import dev.lastack.report.source.SourceRoots;
import dev.lastack.text.Version;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the reports of one JVM or of several as one run of SARIF 2.1.0: a rule for each of ours, an invocation for each
 * JVM, a result for each finding. One run, since code scanning takes one of a tool and category only.
 */
public final class SarifReport {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private static final String HELP = "java -jar lastack.jar explain ";

    private final JsonGenerator json;
    private final SourceRoots sources;
    private final List<RulePage> rules;

    private SarifReport(JsonGenerator json, SourceRoots sources, List<RulePage> rules) {
        this.json = json;
        this.sources = sources;
        this.rules = rules;
    }

    /**
     * Writes ASCII; leaves the stream open.
     *
     * @param reports of several JVMs, none where no JVM has anything to tell: then the log has no result
     */
    public static void write(List<ReportDocument> reports, SourceRoots sources, OutputStream out) throws IOException {
        try (JsonGenerator json = Json.generator(out)) {
            new SarifReport(json, sources, RulePage.all()).log(reports);
        }
    }

    private void log(List<ReportDocument> reports) throws IOException {
        json.writeStartObject();
        json.writeStringField("$schema", SCHEMA);
        json.writeStringField("version", "2.1.0");
        json.writeArrayFieldStart("runs");
        json.writeStartObject();
        tool();
        json.writeArrayFieldStart("invocations");
        for (ReportDocument report : reports) {
            invocation(report);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("results");
        for (DocumentedFinding finding : JoinedFindings.of(reports)) {
            result(finding);
        }
        json.writeEndArray();
        json.writeStringField("columnKind", "utf16CodeUnits");
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void tool() throws IOException {
        json.writeObjectFieldStart("tool");
        json.writeObjectFieldStart("driver");
        json.writeStringField("name", "LastAck");
        json.writeStringField("semanticVersion", Version.CURRENT);
        json.writeArrayFieldStart("rules");
        for (RulePage rule : rules) {
            rule(rule);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void rule(RulePage rule) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", rule.rule());
        json.writeStringField("name", rule.rule().replace('/', '-'));
        text("shortDescription", rule.summary());
        json.writeObjectFieldStart("help");
        json.writeStringField("text", HELP + rule.rule());
        json.writeStringField("markdown", rule.markdown());
        json.writeEndObject();
        json.writeObjectFieldStart("properties");
        json.writeArrayFieldStart("tags");
        json.writeString("tcp");
        json.writeString(rule.rule().substring(0, rule.rule().indexOf('/')));
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void invocation(ReportDocument report) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("executionSuccessful", true);
        json.writeStringField("endTimeUtc", report.generatedAt());
        json.writeNumberField("processId", report.pid());
        if (!report.notes().isEmpty()) {
            json.writeArrayFieldStart("toolExecutionNotifications");
            for (String note : report.notes()) {
                json.writeStartObject();
                json.writeStringField("level", "note");
                text("message", note);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void result(DocumentedFinding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("ruleId", finding.rule());
        int index = indexOf(finding.rule());
        if (index >= 0) {
            json.writeNumberField("ruleIndex", index);
        }
        json.writeStringField("level", level(finding.severity()));
        message(finding);
        json.writeArrayFieldStart("locations");
        place(finding);
        json.writeEndArray();
        codeFlow(finding);
        json.writeObjectFieldStart("partialFingerprints");
        json.writeStringField("lastackIdentity/v1", finding.fingerprint());
        json.writeEndObject();
        json.writeObjectFieldStart("properties");
        json.writeNumberField("connections", finding.connections());
        json.writeStringField("role", finding.role());
        json.writeStringField("peer", finding.peer());
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Code scanning takes no result that is in no file: what is about the host is shown at the build's. */
    private void place(DocumentedFinding finding) throws IOException {
        CodeSite site = finding.site();
        if (site != null && sources.pathOf(site) != null) {
            location(site, null);
            return;
        }
        json.writeStartObject();
        file(sources.buildFile(), 0);
        if (site != null) {
            logical(site);
        }
        text("message", site == null ? "about the host, and no line of code" : "the class file names no source");
        json.writeEndObject();
    }

    private void message(DocumentedFinding finding) throws IOException {
        StringBuilder plain = new StringBuilder(sentence(finding.headline()));
        StringBuilder markdown = new StringBuilder(sentence(finding.headline())).append("\n\n");
        for (String detail : finding.details()) {
            plain.append(' ').append(sentence(detail));
            markdown.append("- ").append(detail).append('\n');
        }
        plain.append(" Fix: ").append(finding.fix());
        markdown.append("\n**Why:** ")
                .append(finding.why())
                .append("\n\n**Fix:** ")
                .append(finding.fix());
        json.writeObjectFieldStart("message");
        json.writeStringField("text", plain.toString());
        json.writeStringField("markdown", markdown.toString());
        json.writeEndObject();
    }

    /** The life of the connections of its largest code path, where its steps are known. */
    private void codeFlow(DocumentedFinding finding) throws IOException {
        List<Step> steps = steps(finding);
        if (steps.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("codeFlows");
        json.writeStartObject();
        json.writeArrayFieldStart("threadFlows");
        json.writeStartObject();
        json.writeArrayFieldStart("locations");
        for (Step step : steps) {
            json.writeStartObject();
            json.writeFieldName("location");
            location(top(step), step.what());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
    }

    /** With the remote's close where it came: no code of this side did it, so it is shown at what was done last. */
    private static List<Step> steps(DocumentedFinding finding) {
        List<Step> steps = new ArrayList<>();
        boolean told = !finding.isRemoteClosed();
        for (Step step : finding.steps()) {
            boolean before = step.moment() == Moment.OPENED || step.moment() == Moment.USED;
            if (!told && !before && !steps.isEmpty()) {
                steps.add(remoteClosed(steps));
                told = true;
            }
            steps.add(step);
        }
        if (!told && !steps.isEmpty()) {
            steps.add(remoteClosed(steps));
        }
        return steps;
    }

    private static Step remoteClosed(List<Step> before) {
        Step last = before.get(before.size() - 1);
        String what = "the remote closed; until then, this was "
                + (last.moment() == Moment.USED ? "the last use" : "all that was done");
        return new Step(Moment.REMOTE_CLOSED, what, last.stack());
    }

    /** The first frame whose source is in the repository; without one the frame that did it. */
    private CodeSite top(Step step) {
        return step.stack().stream()
                .filter(sources::has)
                .findFirst()
                .orElse(step.stack().get(0));
    }

    private void location(CodeSite site, @Nullable String what) throws IOException {
        json.writeStartObject();
        String path = sources.pathOf(site);
        if (path != null) {
            file(path, site.line());
        }
        logical(site);
        if (what != null) {
            text("message", what);
        }
        json.writeEndObject();
    }

    private void file(String path, int line) throws IOException {
        json.writeObjectFieldStart("physicalLocation");
        json.writeObjectFieldStart("artifactLocation");
        json.writeStringField("uri", uri(path));
        json.writeEndObject();
        if (line > 0) {
            json.writeObjectFieldStart("region");
            json.writeNumberField("startLine", line);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void logical(CodeSite site) throws IOException {
        json.writeArrayFieldStart("logicalLocations");
        json.writeStartObject();
        json.writeStringField("fullyQualifiedName", site.className() + "." + site.method());
        json.writeStringField("kind", "function");
        json.writeEndObject();
        json.writeEndArray();
    }

    /** A file's name may hold what a URI may not. */
    private static String uri(String path) {
        try {
            String encoded = new java.net.URI(null, null, path, null).toASCIIString();
            return path.startsWith("/") ? "file://" + encoded : encoded;
        } catch (java.net.URISyntaxException e) {
            return "unknown";
        }
    }

    private void text(String name, String text) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("text", text);
        json.writeEndObject();
    }

    private int indexOf(String rule) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).rule().equals(rule)) {
                return i;
            }
        }
        return -1;
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
