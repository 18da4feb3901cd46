package dev.lastack.snapshot;

import java.time.Instant;
import java.util.List;

/** What was seen up to one moment. Immutable. */
public record Snapshot(
        Instant takenAt, Jvm jvm, Observation observation, List<CodePath> codePaths, HostNetwork hostNetwork) {

    public Snapshot {
        codePaths = List.copyOf(codePaths);
    }
}
