package dev.lastack.report.fleet;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lastack.json.Json;
import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.text.Version;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Many JVMs for programs: {@code lastack-fleet/1}, see docs/fleet.schema.json. */
public final class FleetJson {

    private final JsonGenerator json;

    private FleetJson(JsonGenerator json) {
        this.json = json;
    }

    /** Writes ASCII; leaves the stream open. */
    public static void write(Fleet fleet, OutputStream out) throws IOException {
        try (JsonGenerator generator = Json.generator(out)) {
            write(fleet, generator);
        }
        out.write('\n');
    }

    /** For a page, too: as one value. */
    public static void write(Fleet fleet, JsonGenerator generator) throws IOException {
        new FleetJson(generator).fleet(fleet);
    }

    private void fleet(Fleet fleet) throws IOException {
        json.writeStartObject();
        json.writeStringField("schema", "lastack-fleet/1");
        json.writeStringField("generatedAt", fleet.mergedAt().toString());
        json.writeStringField("version", Version.CURRENT);
        json.writeObjectFieldStart("totals");
        json.writeNumberField("jvms", fleet.instances().size());
        json.writeNumberField("olderReports", fleet.olderReports());
        json.writeNumberField("opened", fleet.sum(FleetInstance::opened));
        json.writeNumberField("closed", fleet.sum(FleetInstance::closed));
        json.writeNumberField("open", fleet.sum(FleetInstance::open));
        json.writeNumberField("closeWaitNow", fleet.sum(FleetInstance::closeWait));
        json.writeEndObject();
        json.writeArrayFieldStart("findings");
        for (FleetFinding finding : fleet.findings()) {
            finding(finding);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("instances");
        for (FleetInstance instance : fleet.instances()) {
            instance(instance);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("skipped");
        for (Fleet.Skipped skipped : fleet.skipped()) {
            json.writeStartObject();
            json.writeStringField("file", skipped.file());
            json.writeStringField("reason", skipped.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void finding(FleetFinding one) throws IOException {
        DocumentedFinding finding = one.finding();
        json.writeStartObject();
        json.writeStringField("fingerprint", finding.fingerprint());
        json.writeStringField("rule", finding.rule());
        json.writeStringField("severity", lower(finding.severity()));
        json.writeStringField("title", finding.title());
        text("culprit", finding.culprit());
        text("culpritNote", finding.note());
        text("role", finding.role());
        json.writeNumberField("jvms", one.jvms());
        json.writeNumberField("connections", one.connections());
        text("firstVersion", one.first().version());
        json.writeNumberField("firstInstance", one.first().number());
        json.writeArrayFieldStart("versions");
        for (Map.Entry<String, Integer> version : one.versions().entrySet()) {
            json.writeStartObject();
            json.writeStringField("version", version.getKey());
            json.writeNumberField("jvms", version.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("worst");
        for (FleetFinding.Share share : one.worst()) {
            json.writeStartObject();
            json.writeNumberField("instance", share.instance().number());
            json.writeStringField("severity", lower(share.severity()));
            json.writeNumberField("connections", share.connections());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("details");
        for (String detail : finding.details()) {
            json.writeString(detail);
        }
        json.writeEndArray();
        json.writeStringField("why", finding.why());
        json.writeStringField("fix", finding.fix());
        json.writeEndObject();
    }

    private void instance(FleetInstance instance) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", instance.number());
        text("service", instance.service());
        text("host", instance.host());
        text("pod", instance.pod());
        text("version", instance.version());
        json.writeNumberField("pid", instance.pid());
        json.writeStringField("mainClass", instance.mainClass());
        text("startedAt", instance.startedAt());
        text("generatedAt", instance.generatedAt());
        json.writeStringField("file", instance.file());
        json.writeNumberField("findings", instance.findings());
        json.writeNumberField("opened", instance.opened());
        json.writeNumberField("open", instance.open());
        json.writeNumberField("closeWaitNow", instance.closeWait());
        json.writeEndObject();
    }

    private void text(String name, @Nullable String text) throws IOException {
        json.writeStringField(name, text == null || text.isEmpty() ? null : text);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
