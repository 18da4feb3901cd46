package dev.lastack.cli.watch;

import dev.lastack.json.Json;
import dev.lastack.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** One JSON report of the JVM that is watched, parsed. */
record WatchedJvm(Instant at, List<WatchedPath> paths, JsonObject json) {

    static WatchedJvm parse(String report) throws IOException {
        JsonObject json = Json.read(report.getBytes(StandardCharsets.UTF_8));
        List<JsonObject> findings = json.objects("findings");
        Instant at = Instant.parse(json.text("generatedAt"));
        return new WatchedJvm(
                at,
                json.objects("codePaths").stream()
                        .flatMap(path -> WatchedPath.of(path, findings, at).stream())
                        .toList(),
                json);
    }

    /** Whose frames are the program's own; empty where an older agent does not say. */
    Set<String> applicationClasses() {
        return Set.copyOf(json.texts("applicationClasses"));
    }

    JsonObject totals() {
        return json.object("totals");
    }

    long firstClosed(String side) {
        return totals().object("firstCloser").count(side);
    }

    long timeWaitNow() {
        return paths.stream().mapToLong(WatchedPath::timeWaitNow).sum();
    }

    /** Ports are a destination's: several code paths may share them, so this is a lower bound. */
    double portShare() {
        return paths.stream().mapToDouble(WatchedPath::portShare).max().orElse(0);
    }
}
