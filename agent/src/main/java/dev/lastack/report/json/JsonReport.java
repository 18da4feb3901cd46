package dev.lastack.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.json.Json;
import dev.lastack.report.content.Totals;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.ConfiguredKey;
import dev.lastack.snapshot.HostNetwork;
import dev.lastack.snapshot.Observation;
import dev.lastack.snapshot.Overhead;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.text.Version;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** The report for programs: JSON, {@code lastack-report/1}, see docs/report.schema.json. */
public final class JsonReport {

    private final JsonOut json;

    private JsonReport(JsonOut json) {
        this.json = json;
    }

    /**
     * Writes ASCII; leaves the stream open. Whatever a name holds comes back exactly from a reader of JSON: half a
     * surrogate pair, which UTF-8 cannot say, and what would steer a terminal are escapes.
     */
    public static void write(Snapshot snapshot, List<Finding> findings, OutputStream out) throws IOException {
        try (JsonGenerator generator = Json.generator(out)) {
            new JsonReport(new JsonOut(generator)).report(snapshot, findings);
        }
    }

    private void report(Snapshot snapshot, List<Finding> findings) throws IOException {
        json.begin();
        json.text("schema", "lastack-report/1");
        json.time("generatedAt", snapshot.takenAt());
        json.text("version", Version.CURRENT);
        json.name("trigger", snapshot.trigger());
        new JsonJvm(json).write(snapshot.jvm());
        observation(snapshot.observation());
        Totals totals = Totals.of(snapshot);
        if (snapshot.observation().overhead() != null) {
            overhead(snapshot.observation().overhead(), snapshot.observation().watchedMillis(), totals.opened());
        }
        totals(totals);
        json.objects("findings", findings, new JsonFinding(json)::write);
        json.objects("codePaths", snapshot.codePaths(), this::codePath);
        new JsonHistory(json).write(snapshot.history(), findings);
        json.texts("applicationClasses", json.applicationClasses());
        json.objects("configuration", snapshot.observation().configuration(), this::configured);
        kernel(snapshot.hostNetwork());
        json.end();
    }

    private void observation(Observation observation) throws IOException {
        json.begin("observation");
        json.number("seconds", observation.watchedMillis() / 1000.0);
        json.name("firstCloserFidelity", observation.firstCloserFidelity());
        json.name("finFidelity", observation.finFidelity());
        json.number("untrackedSockets", observation.untrackedSockets());
        json.number("suppressedErrors", observation.suppressedErrors());
        json.texts("capsHit", observation.capsHit());
        json.texts("notes", observation.notes());
        json.end();
    }

    private void overhead(Overhead overhead, long watchedMillis, long opened) throws IOException {
        json.begin("overhead");
        json.number("budget", overhead.budget());
        json.number("coreShare", overhead.coreShare(watchedMillis));
        json.number("microsPerConnection", overhead.microsPerConnection(opened));
        json.number("hookMillis", overhead.hookNanos() / 1e6);
        json.number("threadMillis", overhead.threadNanos() < 0 ? null : overhead.threadNanos() / 1e6);
        json.end();
    }

    private void totals(Totals totals) throws IOException {
        json.begin("totals");
        json.number("opened", totals.opened());
        json.number("closed", totals.closed());
        json.number("open", totals.open());
        json.number("closeWaitNow", totals.closeWaitNow());
        json.number("timeWaitLeft", totals.timeWaitLeft());
        json.bool("timeWaitAtMost", totals.timeWaitAtMost());
        json.firstClosers(totals.firstCloser());
        json.end();
    }

    private void codePath(CodePath path) throws IOException {
        new JsonCodePath(json).write(path);
    }

    private void configured(ConfiguredKey key) throws IOException {
        json.text("key", key.key());
        json.text("value", key.value());
        if (key.duration() != null) {
            json.number("valueMillis", key.duration().toMillis());
        }
        json.bool("changed", key.changed());
    }

    private void kernel(HostNetwork network) throws IOException {
        json.begin("kernel");
        json.begin("settings");
        for (Map.Entry<String, Object> setting : network.settings().entrySet()) {
            json.value(setting.getKey(), setting.getValue());
        }
        json.end();
        json.begin("counters");
        for (Map.Entry<String, Long> counter : network.counters().entrySet()) {
            json.number(counter.getKey(), counter.getValue());
        }
        json.end();
        json.end();
    }
}
