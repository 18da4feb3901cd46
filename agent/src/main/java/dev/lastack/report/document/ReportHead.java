package dev.lastack.report.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Of which JVM a report is, and of when, without reading all of it: of many reports of one JVM only the latest counts.
 * Immutable.
 *
 * @param jvm the same for all reports of one JVM, and for no other's
 * @param generatedAt ISO-8601, UTC, which sorts as text
 */
public record ReportHead(String jvm, String generatedAt) {

    /** Of {@code jvm} and {@code instance}: what is another one's in another JVM, and stays while it runs. */
    private static final String[] IDENTITY = {
        "instance.host", "instance.pod", "instance.service", "jvm.pid", "jvm.startedAt", "jvm.mainClass"
    };

    /**
     * Reads as far as it has to.
     *
     * @throws IOException where it is no such document; its message is a reason that a person understands
     */
    public static ReportHead read(InputStream json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            return of(fields(parser));
        } catch (JsonEOFException e) {
            throw new IOException("it is cut off in line " + e.getLocation().getLineNr(), e);
        } catch (JsonProcessingException e) {
            throw new IOException("line " + e.getLocation().getLineNr() + " is not JSON", e);
        }
    }

    private static ReportHead of(Map<String, String> fields) throws IOException {
        if (!ReportDocument.SCHEMA.equals(fields.get("schema"))) {
            throw new IOException("it is no " + ReportDocument.SCHEMA);
        }
        StringBuilder jvm = new StringBuilder();
        for (String part : IDENTITY) {
            jvm.append(fields.getOrDefault(part, "")).append('\n');
        }
        return new ReportHead(jvm.toString(), fields.getOrDefault("generatedAt", ""));
    }

    private static Map<String, String> fields(JsonParser parser) throws IOException {
        Map<String, String> fields = new HashMap<>();
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException(parser.currentToken() == null ? "it is empty" : "not one JSON object");
        }
        while (!isWhole(fields) && parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && (name.equals("jvm") || name.equals("instance"))) {
                fields.put(name, "");
                parts(parser, name, fields);
            } else if (value.isStructStart()) {
                parser.skipChildren();
            } else {
                fields.put(name, parser.getText());
            }
        }
        return fields;
    }

    private static boolean isWhole(Map<String, String> fields) {
        return fields.containsKey("schema")
                && fields.containsKey("generatedAt")
                && fields.containsKey("jvm")
                && fields.containsKey("instance");
    }

    private static void parts(JsonParser parser, String object, Map<String, String> fields) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = object + "." + parser.currentName();
            if (parser.nextToken().isStructStart()) {
                parser.skipChildren();
            } else {
                fields.put(name, parser.getText());
            }
        }
    }
}
