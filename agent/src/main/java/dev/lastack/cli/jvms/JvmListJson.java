package dev.lastack.cli.jvms;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lastack.json.Json;
import dev.lastack.text.Version;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;

/** Writes the list of JVMs for programs: {@code lastack-list/1}, see docs/cli.md. */
public final class JvmListJson {

    private final JsonGenerator json;

    private JvmListJson(JsonGenerator json) {
        this.json = json;
    }

    /** In ASCII, whatever the writer's charset; leaves the writer open. */
    public static void write(JvmList list, Instant at, Writer out) throws IOException {
        try (JsonGenerator generator = Json.generator(out)) {
            new JvmListJson(generator).document(list, at);
        }
        out.write('\n');
    }

    private void document(JvmList list, Instant at) throws IOException {
        json.writeStartObject();
        json.writeStringField("schema", "lastack-list/1");
        json.writeStringField("generatedAt", at.truncatedTo(ChronoUnit.MILLIS).toString());
        json.writeStringField("version", Version.CURRENT);
        json.writeArrayFieldStart("jvms");
        for (ListedJvm jvm : list.jvms()) {
            jvm(jvm);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("timeWaitByNetworkNamespace");
        for (var entry : new TreeMap<>(list.timeWaits()).entrySet()) {
            json.writeNumberField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("processesNotReadable", list.unreadable());
        json.writeEndObject();
    }

    private void jvm(ListedJvm jvm) throws IOException {
        json.writeStartObject();
        json.writeNumberField("pid", jvm.pid());
        json.writeNumberField("pidInContainer", jvm.pidInContainer());
        json.writeStringField("mainClass", jvm.mainClass());
        json.writeStringField("javaVersion", jvm.javaVersion().isEmpty() ? null : jvm.javaVersion());
        json.writeStringField("user", jvm.user());
        json.writeNumberField("openDescriptors", jvm.descriptors().open());
        long limit = jvm.descriptors().limit();
        json.writeFieldName("descriptorLimit");
        if (limit < 0) {
            json.writeNull();
        } else {
            json.writeNumber(limit);
        }
        json.writeNumberField("established", jvm.sockets().established());
        json.writeNumberField("closeWait", jvm.sockets().closeWait());
        json.writeNumberField("timeWaitOwing", jvm.sockets().timeWaitOwing());
        json.writeStringField("networkNamespace", jvm.networkNamespace());
        json.writeEndObject();
    }
}
