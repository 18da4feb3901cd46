package dev.lastack.report.diff;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.json.Json;
import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.report.document.ReportDocument;
import dev.lastack.text.Version;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/** Two reports for programs: {@code lastack-diff/1}, see docs/cli.md. */
public final class DiffJson {

    private final JsonGenerator json;

    private DiffJson(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes ASCII, whatever the writer's charset; leaves the writer open.
     *
     * @param least at or above which something new fails
     */
    public static void write(ReportDiff diff, Severity least, Writer out) throws IOException {
        try (JsonGenerator generator = Json.generator(out)) {
            new DiffJson(generator).document(diff, least);
        }
        out.write('\n');
    }

    private void document(ReportDiff diff, Severity least) throws IOException {
        json.writeStartObject();
        json.writeStringField("schema", "lastack-diff/1");
        json.writeStringField("version", Version.CURRENT);
        report("before", diff.before());
        report("after", diff.after());
        json.writeStringField("minSeverity", lower(least));
        json.writeNumberField("failing", diff.reaching(least).size());
        changes("new", diff.of(Change.Kind.NEW), least);
        changes("grown", diff.of(Change.Kind.GROWN), least);
        changes("gone", diff.of(Change.Kind.GONE), least);
        changes("sameOrLess", diff.of(Change.Kind.OTHER), least);
        json.writeEndObject();
    }

    private void report(String name, ReportDocument report) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("generatedAt", report.generatedAt());
        json.writeStringField("version", report.version());
        json.writeNumberField("pid", report.pid());
        json.writeStringField("mainClass", report.mainClass());
        json.writeStringField("javaVersion", report.javaVersion());
        json.writeNumberField("seconds", report.seconds());
        json.writeNumberField("opened", report.opened());
        json.writeEndObject();
    }

    private void changes(String name, List<Change> changes, Severity least) throws IOException {
        json.writeArrayFieldStart(name);
        for (Change change : changes) {
            change(change, least);
        }
        json.writeEndArray();
    }

    private void change(Change change, Severity least) throws IOException {
        DocumentedFinding finding = change.finding();
        DocumentedFinding before = change.before();
        DocumentedFinding after = change.after();
        json.writeStartObject();
        json.writeStringField("fingerprint", finding.fingerprint());
        json.writeStringField("rule", finding.rule());
        json.writeStringField("severity", lower(finding.severity()));
        json.writeStringField("severityBefore", before == null ? null : lower(before.severity()));
        json.writeStringField("title", finding.title());
        json.writeStringField("culprit", finding.site() == null ? null : finding.culprit());
        json.writeStringField("role", finding.role());
        json.writeStringField("peer", finding.peer());
        json.writeNumberField("connectionsBefore", before == null ? 0 : before.connections());
        json.writeNumberField("connections", after == null ? 0 : after.connections());
        json.writeBooleanField("fails", change.reaches(least));
        json.writeEndObject();
    }

    private static String lower(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
