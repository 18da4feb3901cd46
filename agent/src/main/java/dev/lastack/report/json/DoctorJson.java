package dev.lastack.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lastack.analyze.host.HostCheck;
import dev.lastack.analyze.host.HostCheck.Outcome;
import dev.lastack.analyze.host.HostCheck.Scope;
import dev.lastack.analyze.host.SettingAdvice;
import dev.lastack.json.Json;
import dev.lastack.snapshot.NetworkPlace;
import dev.lastack.text.Version;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A host's settings for programs: JSON, {@code lastack-doctor/1}, see docs/doctor.schema.json. */
public final class DoctorJson {

    private final JsonOut json;

    private DoctorJson(JsonOut json) {
        this.json = json;
    }

    /** In ASCII, whatever the writer's charset; leaves the writer open. */
    public static void write(HostCheck checkup, Instant at, Writer out) throws IOException {
        try (JsonGenerator generator = Json.generator(out)) {
            new DoctorJson(new JsonOut(generator)).document(checkup, at);
        }
        out.write('\n');
    }

    private void document(HostCheck checkup, Instant at) throws IOException {
        NetworkPlace place = checkup.host().place();
        json.begin();
        json.text("schema", "lastack-doctor/1");
        json.time("generatedAt", at);
        json.text("version", Version.CURRENT);
        json.text("kernelRelease", checkup.host().kernelRelease());
        json.name("networkNamespace", place.namespace());
        json.bool("container", place.container());
        json.texts("containerHints", place.containerHints());
        json.text("verdict", name(checkup.verdict()));
        json.objects("settings", checkup.items(), this::item);
        json.end();
    }

    private void item(HostCheck.Item item) throws IOException {
        SettingAdvice advice = item.advice();
        json.text("name", advice.name());
        json.text("value", orNull(advice.value()));
        json.name("level", advice.level());
        json.text("scope", name(item.scope()));
        json.text("meaning", advice.meaning());
        json.text("advice", orNull(advice.advice()));
        json.text("sysctl", orNull(advice.sysctlLine()));
        json.text("unread", orNull(item.unread()));
    }

    private static String name(Outcome verdict) {
        return switch (verdict) {
            case NOTHING_TO_DO -> "ok";
            case ADVICE -> "advice";
            case UNREAD -> "unread";
        };
    }

    private static @Nullable String name(@Nullable Scope scope) {
        if (scope == null) {
            return null;
        }
        return scope == Scope.HOST ? "host" : "network-namespace";
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
