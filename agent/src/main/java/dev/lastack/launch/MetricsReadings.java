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
import org.jspecify.annotations.Nullable;

/** Takes readings, but not more often than is worth while: whoever asks again and again must not cost a processor. */
final class MetricsReadings implements Readings {

    private static final long YOUNG_NANOS = 500_000_000L;

    /** Of its age when it is taken anew: at most a twentieth of one processor goes into readings. */
    private static final long TIMES_ITS_COST = 20;

    /** Older than that is of no use, whatever it costs. */
    private static final long OLD_NANOS = 3_000_000_000L;

    private final SnapshotSource source;
    private final Tracking tracking;
    private final Supplier<Settings> settings;
    private final OwnThreadTimes times = new OwnThreadTimes(Path.of("/proc/self"));

    // guarded by this
    private @Nullable Reading last;
    private long takenNanos;
    private long costNanos;

    MetricsReadings(SnapshotSource source, Tracking tracking, Supplier<Settings> settings) {
        this.source = source;
        this.tracking = tracking;
        this.settings = settings;
    }

    @Override
    public synchronized Reading take() {
        long began = System.nanoTime();
        Reading present = last;
        if (present != null && began - takenNanos < staysYoung()) {
            return present;
        }
        Reading fresh = reading(Trigger.COMMAND);
        last = fresh;
        takenNanos = System.nanoTime();
        costNanos = present == null ? 0 : takenNanos - began; // the first one loads classes
        return fresh;
    }

    /** Of the JVM's end, whose verdict is about the whole run. */
    Reading atExit() {
        return reading(Trigger.EXIT);
    }

    private Reading reading(Trigger trigger) {
        Snapshot snapshot = source.take(trigger);
        return new Reading(
                snapshot, Analyzer.analyze(snapshot, settings.get()), tracking.closeWaits(), overheadSeconds());
    }

    /** Of LastAck's own threads and in the hooks; negative where the kernel does not tell of the threads. */
    private double overheadSeconds() {
        double threads = times.seconds();
        return threads < 0 ? threads : threads + tracking.overhead().hookNanos() / 1e9;
    }

    private long staysYoung() {
        return Math.min(OLD_NANOS, Math.max(YOUNG_NANOS, TIMES_ITS_COST * costNanos));
    }
}
