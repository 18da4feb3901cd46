package dev.lastack.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes whole JSON documents. */
public final class Json {

    private Json() {}

    /** Leaves the writer open when it is closed. */
    public static JsonGenerator generator(Writer out) throws IOException {
        return ours(new JsonFactory().createGenerator(out));
    }

    /** Leaves the stream open when it is closed. */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        return ours(new JsonFactory().createGenerator(out));
    }

    /** For a script element of a page: no markup in it, and no white space that is not needed. Leaves the writer open. */
    public static JsonGenerator inHtml(Writer out) throws IOException {
        JsonGenerator generator = bare(new JsonFactory().createGenerator(out));
        AsciiEscapes.inHtml(generator);
        return generator;
    }

    /** As this project writes JSON: ASCII, indented; half a document is not made to look like a whole one. */
    private static JsonGenerator ours(JsonGenerator generator) {
        AsciiEscapes.in(bare(generator));
        generator.useDefaultPrettyPrinter();
        return generator;
    }

    private static JsonGenerator bare(JsonGenerator generator) {
        generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        generator.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
        return generator;
    }

    /** One object, with nothing behind it. */
    public static JsonObject read(byte[] document) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(document)) {
            parser.nextToken();
            Object value = value(parser);
            if (value instanceof Map<?, ?> fields && parser.nextToken() == null) {
                return new JsonObject(fields);
            }
            throw new IOException("not one JSON object");
        }
    }

    /** Writes what was read: maps, lists, texts, numbers, booleans, null. */
    public static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> object) {
            json.writeStartObject();
            for (Map.Entry<?, ?> field : object.entrySet()) {
                json.writeFieldName(String.valueOf(field.getKey()));
                write(json, field.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Iterable<?> array) {
            json.writeStartArray();
            for (Object element : array) {
                write(json, element);
            }
            json.writeEndArray();
        } else {
            json.writeObject(value); // without a codec: what has no parts
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IOException("empty");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser));
        }
        return values;
    }
}
