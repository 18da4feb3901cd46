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
        History history,
        HostNetwork hostNetwork) {

    public Snapshot {
        codePaths = List.copyOf(codePaths);
    }

    /** Because somebody asked; without a history. */
    public Snapshot(
            Instant takenAt, Jvm jvm, Observation observation, List<CodePath> codePaths, HostNetwork hostNetwork) {
        this(takenAt, Trigger.COMMAND, jvm, observation, codePaths, History.NONE, hostNetwork);
    }

    public Snapshot with(Trigger other) {
        return new Snapshot(takenAt, other, jvm, observation, codePaths, history, hostNetwork);
    }

    public Snapshot with(History other) {
        return new Snapshot(takenAt, trigger, jvm, observation, codePaths, other, hostNetwork);
    }

    /** Judged by these settings. */
    public Snapshot with(List<ConfiguredKey> judgedBy) {
        return new Snapshot(takenAt, trigger, jvm, observation.with(judgedBy), codePaths, history, hostNetwork);
    }

    public boolean atExit() {
        return trigger == Trigger.EXIT;
    }

    /** What our code paths left in the last 60 s: all together no more than the kernel has. */
    public long timeWaitsNow() {
        long credited = timeWaitsCredited();
        boolean bounded = codePaths.stream().anyMatch(path -> path.timeWait().atMost());
        return bounded ? Math.min(credited, timeWaitsOfKernel()) : credited;
    }

    /** The same as each code path has it: several may count what the kernel has once. */
    public long timeWaitsCredited() {
        return codePaths.stream().mapToLong(path -> path.timeWait().now()).sum();
    }

    /** Of the whole network namespace; no bound where it is not known. */
    private long timeWaitsOfKernel() {
        return hostNetwork.counters().getOrDefault("timeWait", Long.MAX_VALUE);
    }

    /** With no code path credited with more TIME_WAIT than the kernel has. */
    public Snapshot withTimeWaitsOfKernel() {
        long kernels = timeWaitsOfKernel();
        return timeWaitsCredited() <= kernels
                ? this
                : new Snapshot(
                        takenAt,
                        trigger,
                        jvm,
                        observation,
                        codePaths.stream()
                                .map(path -> path.withTimeWaitAtMost(kernels))
                                .toList(),
                        history,
                        hostNetwork);
    }
}
