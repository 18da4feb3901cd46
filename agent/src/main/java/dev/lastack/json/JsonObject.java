package dev.lastack.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of a JSON document, with its fields by type. What is missing, or of another type, reads as nothing: a later version may differ. */
public final class JsonObject {

    /** Without fields. */
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    private final Map<String, @Nullable Object> fields;

    @SuppressWarnings("unchecked") // names are texts in JSON
    JsonObject(Map<?, ?> fields) {
        this.fields = (Map<String, @Nullable Object>) fields;
    }

    /** All fields in their order, a view: maps, lists, texts, numbers, booleans, null. */
    public Map<String, @Nullable Object> fields() {
        return Collections.unmodifiableMap(fields);
    }

    /** Empty where there is none. */
    public String text(String name) {
        String text = textOrNull(name);
        return text == null ? "" : text;
    }

    public @Nullable String textOrNull(String name) {
        return fields.get(name) instanceof String text ? text : null;
    }

    /** 0 where there is none. */
    public double number(String name) {
        return fields.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    /** 0 where there is none; cut. */
    public long count(String name) {
        return fields.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** False where there is none. */
    public boolean is(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    /** One without fields where there is none. */
    public JsonObject object(String name) {
        return fields.get(name) instanceof Map<?, ?> object ? new JsonObject(object) : new JsonObject(Map.of());
    }

    public List<JsonObject> objects(String name) {
        return list(name).stream()
                .filter(Map.class::isInstance)
                .map(value -> new JsonObject((Map<?, ?>) value))
                .toList();
    }

    public List<String> texts(String name) {
        return list(name).stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    /** Writes it as it was read: all fields, in their order. */
    public void write(JsonGenerator json) throws IOException {
        Json.write(json, fields);
    }

    private List<?> list(String name) {
        return fields.get(name) instanceof List<?> list ? list : List.of();
    }
}
