package dev.lastack.cli.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.lastack.json.Json;
import dev.lastack.json.JsonObject;
import dev.lastack.report.WholeFile;
import dev.lastack.report.document.DocumentedFinding;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The file of accepted findings: {@code lastack-baseline/1}, see docs/cli.md. */
record Baseline(List<BaselineEntry> accepted) {

    private static final String SCHEMA = "lastack-baseline/1";

    static final Baseline NONE = new Baseline(List.of());

    static Baseline of(List<DocumentedFinding> findings) {
        return new Baseline(findings.stream()
                .map(BaselineEntry::of)
                .distinct()
                .sorted(BaselineEntry.IN_ORDER)
                .toList());
    }

    /** @throws IOException whose message is a reason that a user understands */
    static Baseline read(Path file) throws IOException {
        JsonObject document = document(file);
        if (!document.text("schema").equals(SCHEMA)) {
            throw new IOException("its schema is not " + SCHEMA);
        }
        List<BaselineEntry> accepted = new ArrayList<>();
        for (JsonObject entry : document.objects("accepted")) {
            accepted.add(entry(entry));
        }
        return new Baseline(List.copyOf(accepted));
    }

    private static JsonObject document(Path file) throws IOException {
        try {
            return Json.read(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new IOException("no such file", e);
        } catch (JsonProcessingException e) {
            throw new IOException("line " + e.getLocation().getLineNr() + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static BaselineEntry entry(JsonObject entry) throws IOException {
        String rule = entry.text("rule");
        if (rule.isEmpty()) {
            throw new IOException("an accepted finding has no rule");
        }
        return new BaselineEntry(rule, orAny(entry, "culprit"), orAny(entry, "role"), orAny(entry, "peer"));
    }

    private static String orAny(JsonObject entry, String name) {
        String text = entry.textOrNull(name);
        return text == null ? BaselineEntry.ANY : text;
    }

    void write(Path file) throws IOException {
        WholeFile.write(file, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.US_ASCII);
            try (JsonGenerator json = Json.generator(writer)) {
                write(json);
            }
            writer.write('\n');
            writer.flush();
        });
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("schema", SCHEMA);
        json.writeArrayFieldStart("accepted");
        for (BaselineEntry finding : accepted) {
            json.writeStartObject();
            json.writeStringField("rule", finding.rule());
            json.writeStringField("culprit", finding.culprit());
            json.writeStringField("role", finding.role());
            json.writeStringField("peer", finding.peer());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    boolean covers(DocumentedFinding finding) {
        return accepted.stream().anyMatch(one -> one.covers(finding));
    }

    /** Those that cover nothing of what was found: they may be fixed. */
    List<BaselineEntry> unused(List<DocumentedFinding> findings) {
        return accepted.stream()
                .filter(one -> findings.stream().noneMatch(one::covers))
                .toList();
    }
}
