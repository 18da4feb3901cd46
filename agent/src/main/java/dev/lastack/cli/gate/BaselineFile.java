package dev.lastack.cli.gate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.lastack.json.Json;
import dev.lastack.json.JsonObject;
import dev.lastack.report.WholeFile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The file of accepted findings, {@code lastack-baseline/1}: see docs/cli.md. */
final class BaselineFile {

    private static final String SCHEMA = "lastack-baseline/1";

    private static final String RULE = "rule";
    private static final String CULPRIT = "culprit";
    private static final String ROLE = "role";
    private static final String PEER = "peer";
    private static final String EXPIRES = "expires";
    private static final String REASON = "reason";
    private static final List<String> KNOWN = List.of(RULE, CULPRIT, ROLE, PEER, EXPIRES, REASON);

    private BaselineFile() {}

    /** @throws IOException whose message is a reason that a user understands */
    static List<BaselineEntry> read(Path file) throws IOException {
        JsonObject document = document(file);
        if (!document.text("schema").equals(SCHEMA)) {
            throw new IOException("its schema is not " + SCHEMA);
        }
        List<BaselineEntry> accepted = new ArrayList<>();
        for (JsonObject entry : document.objects("accepted")) {
            accepted.add(entry(entry));
        }
        return List.copyOf(accepted);
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
        String rule = entry.text(RULE);
        if (rule.isEmpty()) {
            throw new IOException("an accepted finding has no rule");
        }
        Map<String, @Nullable Object> others = new LinkedHashMap<>(entry.fields());
        others.keySet().removeAll(KNOWN);
        return new BaselineEntry(
                rule,
                orAny(entry, CULPRIT),
                orAny(entry, ROLE),
                orAny(entry, PEER),
                expires(entry, rule),
                entry.text(REASON),
                others);
    }

    private static String orAny(JsonObject entry, String name) {
        String text = entry.textOrNull(name);
        return text == null ? BaselineEntry.ANY : text;
    }

    /** One that cannot be read must not hold for ever. */
    private static @Nullable LocalDate expires(JsonObject entry, String rule) throws IOException {
        Object value = entry.fields().get(EXPIRES);
        try {
            return value == null ? null : LocalDate.parse(value.toString());
        } catch (DateTimeParseException e) {
            throw new IOException(
                    "the accepted " + rule + " expires on " + value + ", expected a date such as 2027-01-31", e);
        }
    }

    static void write(List<BaselineEntry> accepted, Path file) throws IOException {
        WholeFile.write(file, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.US_ASCII);
            try (JsonGenerator json = Json.generator(writer)) {
                Map<String, Object> document = new LinkedHashMap<>();
                document.put("schema", SCHEMA);
                document.put(
                        "accepted", accepted.stream().map(BaselineFile::fields).toList());
                Json.write(json, document);
            }
            writer.write('\n');
            writer.flush();
        });
    }

    private static Map<String, @Nullable Object> fields(BaselineEntry entry) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(RULE, entry.rule());
        putUnlessAny(fields, CULPRIT, entry.culprit());
        putUnlessAny(fields, ROLE, entry.role());
        putUnlessAny(fields, PEER, entry.peer());
        LocalDate expires = entry.expires();
        if (expires != null) {
            fields.put(EXPIRES, expires.toString());
        }
        if (!entry.reason().isEmpty()) {
            fields.put(REASON, entry.reason());
        }
        fields.putAll(entry.others());
        return fields;
    }

    private static void putUnlessAny(Map<String, @Nullable Object> fields, String name, String pattern) {
        if (!pattern.equals(BaselineEntry.ANY)) {
            fields.put(name, pattern);
        }
    }
}
