package dev.lastack.snapshot;

import java.time.Instant;
import java.util.List;

/**
 * What was seen up to one moment. Immutable.
 *
 * @param trigger why it was taken: a verdict at exit is about the whole run, the others about the present
 */
public record Snapshot(
        Instant takenAt,
        Trigger trigger,
        Jvm jvm,
        Observation observation,
        List<CodePath> codePaths,
        HostNetwork hostNetwork) {

    public Snapshot {
        codePaths = List.copyOf(codePaths);
    }

    /** Because somebody asked. */
    public Snapshot(
            Instant takenAt, Jvm jvm, Observation observation, List<CodePath> codePaths, HostNetwork hostNetwork) {
        this(takenAt, Trigger.COMMAND, jvm, observation, codePaths, hostNetwork);
    }

    public Snapshot with(Trigger other) {
        return new Snapshot(takenAt, other, jvm, observation, codePaths, hostNetwork);
    }

    public boolean atExit() {
        return trigger == Trigger.EXIT;
    }
}
