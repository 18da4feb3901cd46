package dev.lastack.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lastack.snapshot.FirstCloserCounts;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes named values in the report's notation: ISO-8601 UTC with milliseconds, lower-case names, stacks as arrays. */
final class JsonOut {

    private static final DateTimeFormatter UTC_SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final JsonGenerator json;
    private final NavigableSet<String> applicationClasses = new TreeSet<>();
    private final Map<Enum<?>, String> names = new HashMap<>();

    // a report names thousands of connections, and most of their times lie within a few seconds
    private long lastSecond = Long.MIN_VALUE;
    private String textOfLastSecond = "";

    JsonOut(JsonGenerator json) {
        this.json = json;
    }

    void begin() throws IOException {
        json.writeStartObject();
    }

    void begin(String name) throws IOException {
        json.writeObjectFieldStart(name);
    }

    void end() throws IOException {
        json.writeEndObject();
    }

    void text(String name, @Nullable String text) throws IOException {
        json.writeFieldName(name);
        json.writeString(text);
    }

    void bool(String name, boolean value) throws IOException {
        json.writeBooleanField(name, value);
    }

    void number(String name, @Nullable Number number) throws IOException {
        if (number == null) {
            json.writeNullField(name);
        } else if (number instanceof Double || number instanceof Float) {
            json.writeNumberField(name, jsonDouble(number.doubleValue()));
        } else {
            json.writeNumberField(name, number.longValue());
        }
    }

    /** A number or a string. */
    void value(String name, Object value) throws IOException {
        if (value instanceof Number number) {
            number(name, number);
        } else {
            text(name, value.toString());
        }
    }

    void time(String name, @Nullable Instant time) throws IOException {
        text(name, time == null ? null : utcMillis(time));
    }

    private String utcMillis(Instant time) {
        if (time.getEpochSecond() != lastSecond) {
            lastSecond = time.getEpochSecond();
            textOfLastSecond = UTC_SECONDS.format(time);
        }
        int millis = time.getNano() / 1_000_000;
        return textOfLastSecond + (millis < 10 ? ".00" : millis < 100 ? ".0" : ".") + millis + 'Z';
    }

    void name(String name, Enum<?> constant) throws IOException {
        text(name, names.computeIfAbsent(constant, unseen -> unseen.name().toLowerCase(Locale.ROOT)));
    }

    void texts(String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    void times(String name, List<Instant> times) throws IOException {
        texts(name, times.stream().map(this::utcMillis).toList());
    }

    void numbers(String name, List<? extends Number> numbers) throws IOException {
        json.writeArrayFieldStart(name);
        for (Number number : numbers) {
            if (number instanceof Double) {
                json.writeNumber(jsonDouble(number.doubleValue()));
            } else {
                json.writeNumber(number.longValue());
            }
        }
        json.writeEndArray();
    }

    void stack(String name, Stack stack) throws IOException {
        stack.frames().stream().filter(Site::application).map(Site::className).forEach(applicationClasses::add);
        texts(name, stack.frames().stream().map(Site::toString).toList());
    }

    /** Those that have a frame in a stack written so far. */
    List<String> applicationClasses() {
        return List.copyOf(applicationClasses);
    }

    void firstClosers(FirstCloserCounts counts) throws IOException {
        begin("firstCloser");
        number("local", counts.local());
        number("remote", counts.remote());
        number("simultaneous", counts.simultaneous());
        number("resetByRemote", counts.resetByRemote());
        number("resetByLocal", counts.resetByLocal());
        number("unknown", counts.unknown());
        end();
    }

    <T> void objects(String name, List<T> values, Body<T> body) throws IOException {
        json.writeArrayFieldStart(name);
        for (T value : values) {
            begin();
            body.write(value);
            end();
        }
        json.writeEndArray();
    }

    /** JSON has no infinity and no NaN. */
    private static double jsonDouble(double value) {
        return Double.isFinite(value) ? value : 0;
    }

    /** The fields of one object. */
    interface Body<T> {
        void write(T value) throws IOException;
    }
}
