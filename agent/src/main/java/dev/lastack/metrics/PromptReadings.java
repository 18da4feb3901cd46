package dev.lastack.metrics;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * For whoever is not to be kept waiting: where there are so many code paths that a reading takes long, the last one is given
 * out and the next one taken meanwhile. Numbers are then as old as the pause between two questions. Any thread.
 */
public final class PromptReadings implements Readings {

    /** Fewer are read and judged at once. */
    private static final int MANY_PATHS = 1_000;

    /** Older ones tell nobody anything: then he waits. */
    private static final long OLD_NANOS = Duration.ofMinutes(2).toNanos();

    private final Readings readings;
    private final LongSupplier clock;
    private final AtomicBoolean taking = new AtomicBoolean();
    private volatile @Nullable Taken last;

    private record Taken(Reading reading, long nanos) {}

    public PromptReadings(Readings readings) {
        this(readings, System::nanoTime);
    }

    PromptReadings(Readings readings, LongSupplier clock) {
        this.readings = readings;
        this.clock = clock;
    }

    @Override
    public Reading take() {
        Taken present = last;
        if (present == null
                || present.reading().snapshot().codePaths().size() < MANY_PATHS
                || clock.getAsLong() - present.nanos() > OLD_NANOS) {
            return takeAnew();
        }
        if (taking.compareAndSet(false, true)) {
            takeMeanwhile();
        }
        return present.reading();
    }

    private Reading takeAnew() {
        Reading fresh = readings.take();
        last = new Taken(fresh, clock.getAsLong());
        return fresh;
    }

    private void takeMeanwhile() {
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        takeAnew();
                    } catch (RuntimeException | Error e) {
                        // the last one gets too old, and then whoever asks is told
                    } finally {
                        taking.set(false);
                    }
                },
                "lastack-reading");
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }
}
