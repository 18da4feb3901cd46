package dev.lastack.launch;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.kernel.HostNetworkReader;
import dev.lastack.kernel.Instruments;
import dev.lastack.kernel.UntrackedSockets;
import dev.lastack.snapshot.Fidelity;
import dev.lastack.snapshot.HostNetwork;
import dev.lastack.snapshot.Instance;
import dev.lastack.snapshot.Jvm;
import dev.lastack.snapshot.Observation;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.Trigger;
import dev.lastack.track.Tracked;
import dev.lastack.track.Tracking;
import java.net.LastAckHooks;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes snapshots. Any thread but an application's in a hook. */
final class SnapshotSource {

    private final Tracking tracking;
    private final Instruments instruments;
    private final CopyOnWriteArrayList<String> notes;

    /** Grows as libraries are loaded. */
    private final Supplier<List<String>> unseen;

    private final boolean attachedLate;
    private final Instance instance = ThisInstance.read();
    private final Instant attachedAt = Instant.now();
    private final long attachedNanos = System.nanoTime();
    private final HostNetworkReader host = new HostNetworkReader(Path.of("/proc"));
    private final Map<String, Long> countersAtStart = host.counters();

    /** Asked for once, when it is first needed: the JDK looks for command line and user's name as well. */
    private volatile @Nullable Instant startedAt;

    private final long suppressedBefore = LastAckHooks.suppressedErrors();

    SnapshotSource(
            Tracking tracking,
            Instruments instruments,
            List<String> notes,
            Supplier<List<String>> unseen,
            boolean attachedLate) {
        this.tracking = tracking;
        this.instruments = instruments;
        this.notes = new CopyOnWriteArrayList<>(notes);
        this.unseen = unseen;
        this.attachedLate = attachedLate;
    }

    /** What a reader must know from now on; said once. */
    void note(String note) {
        notes.addIfAbsent(note);
    }

    /** See {@link Tracking#exiting}. */
    void exiting() {
        tracking.exiting();
    }

    /** For a report. */
    Snapshot take(Trigger trigger) {
        return take(trigger, tracking::takeWithHistory);
    }

    /** For whoever asks what is, and not how it came to be: the history is most of what is read of a program that is well. */
    Snapshot takeWithoutHistory(Trigger trigger) {
        return take(trigger, tracking::take);
    }

    /** The connections first: at exit, the application is ending them beside us. Then what the kernel has of them. */
    private Snapshot take(Trigger trigger, IntFunction<Tracked> connections) {
        HostNetwork settings = host.settings();
        Tracked tracked = connections.apply(HostNetworkReader.ephemeralPorts(settings));
        HostNetwork network = new HostNetwork(settings.settings(), host.counters(), countersAtStart);
        return new Snapshot(
                        tracked.takenAt(),
                        trigger,
                        jvm(),
                        observation(tracked.capsHit()),
                        tracked.codePaths(),
                        tracked.history(),
                        network)
                .withTimeWaitsOfKernel();
    }

    /** See {@link Tracking#found}. */
    void found(List<Finding> findings) {
        tracking.found(findings.stream()
                .flatMap(finding -> finding.codePathIds().stream())
                .collect(Collectors.toSet()));
    }

    Jvm jvm() {
        return new Jvm(
                ProcessHandle.current().pid(),
                MainClass.name(),
                System.getProperty("java.version", "unknown"),
                startedAt(),
                attachedAt,
                attachedLate,
                instance);
    }

    private Instant startedAt() {
        Instant known = startedAt;
        if (known == null) {
            known = ProcessHandle.current().info().startInstant().orElse(attachedAt);
            startedAt = known;
        }
        return known;
    }

    /** How well it is watched; of the bounds, without those that only a snapshot can reach. */
    Observation observation() {
        return observation(List.of());
    }

    private Observation observation(List<String> capsOfSnapshot) {
        return new Observation(
                (System.nanoTime() - attachedNanos) / 1_000_000,
                fidelity(instruments.probe().works()),
                fidelity(instruments.finWatch().works()),
                UntrackedSockets.count(instruments.probe(), tracking::tracks),
                LastAckHooks.suppressedErrors() - suppressedBefore,
                capsHit(capsOfSnapshot),
                allNotes(),
                tracking.overhead());
    }

    private List<String> capsHit(List<String> capsOfSnapshot) {
        List<String> all = new ArrayList<>(tracking.capsHit());
        all.addAll(capsOfSnapshot);
        return all;
    }

    private static Fidelity fidelity(boolean kernel) {
        return kernel ? Fidelity.KERNEL : Fidelity.INFERRED;
    }

    private List<String> allNotes() {
        List<String> all = new ArrayList<>(notes);
        all.addAll(unseen.get());
        all.addAll(tracking.notes());
        Throwable first = LastAckHooks.firstSuppressed();
        if (first != null) {
            all.add("the first suppressed error was " + first);
        }
        return all;
    }
}
