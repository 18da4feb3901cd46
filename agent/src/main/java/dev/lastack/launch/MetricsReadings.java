package dev.lastack.launch;

import dev.lastack.analyze.Analyzer;
import dev.lastack.config.Settings;
import dev.lastack.kernel.OwnThreadTimes;
import dev.lastack.metrics.Reading;
import dev.lastack.metrics.Readings;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.Trigger;
import dev.lastack.track.Tracking;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Takes readings: what a report of the same moment is made of, but for its history, of which no number tells. Any thread. */
final class MetricsReadings implements Readings {

    private final SnapshotSource source;
    private final Tracking tracking;
    private final Supplier<Settings> settings;
    private final OwnThreadTimes times = new OwnThreadTimes(Path.of("/proc/self"));

    MetricsReadings(SnapshotSource source, Tracking tracking, Supplier<Settings> settings) {
        this.source = source;
        this.tracking = tracking;
        this.settings = settings;
    }

    @Override
    public Reading take() {
        return reading(Trigger.COMMAND);
    }

    /** Of the JVM's end, whose verdict is about the whole run. */
    Reading atExit() {
        return reading(Trigger.EXIT);
    }

    private Reading reading(Trigger trigger) {
        Snapshot snapshot = source.takeWithoutHistory(trigger);
        return new Reading(
                snapshot, Analyzer.analyze(snapshot, settings.get()), tracking.closeWaits(), overheadSeconds());
    }

    /** Of LastAck's own threads and in the hooks; negative where the kernel does not tell of the threads. */
    private double overheadSeconds() {
        double threads = times.seconds();
        return threads < 0 ? threads : threads + tracking.overhead().hookNanos() / 1e9;
    }
}
