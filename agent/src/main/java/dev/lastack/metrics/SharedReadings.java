package dev.lastack.metrics;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One reading for all ways out that ask within a short time, and none more often than is worth while: whoever asks again
 * and again must not cost the application a processor. Any thread; who asks while one is taken waits for that one.
 */
public final class SharedReadings implements Readings {

    /** Ways out that ask each second share one reading, and one that is alone has its own each time. */
    static final long YOUNG_NANOS = 900_000_000L;

    /** Of its age when it is taken anew: at most a hundredth of one processor goes into readings, as for all of LastAck. */
    static final long TIMES_ITS_COST = 100;

    /** Older than that is of no use, whatever it costs. */
    static final long OLD_NANOS = 3_000_000_000L;

    private final Readings anew;
    private final LongSupplier clock;
    private final LongSupplier cpu;

    // guarded by this
    private @Nullable Reading last;
    private long takenNanos;
    private long costNanos;

    /**
     * Takes nothing until somebody asks.
     *
     * @param anew takes one
     * @param cpu nanoseconds that the calling thread has had of a processor; negative where nobody tells
     */
    public SharedReadings(Readings anew, LongSupplier cpu) {
        this(anew, cpu, System::nanoTime);
    }

    SharedReadings(Readings anew, LongSupplier cpu, LongSupplier clock) {
        this.anew = anew;
        this.cpu = cpu;
        this.clock = clock;
    }

    @Override
    public synchronized Reading take() {
        Reading present = last;
        long began = clock.getAsLong();
        if (present != null && began - takenNanos < staysYoung()) {
            return present;
        }
        long cpuBefore = cpu.getAsLong();
        Reading fresh = anew.take();
        long cpuAfter = cpu.getAsLong();
        long now = clock.getAsLong();
        last = fresh;
        takenNanos = now;
        // a busy host makes it take longer, and no dearer; the first one loads classes
        costNanos = present == null ? 0 : cpuBefore < 0 || cpuAfter < 0 ? now - began : cpuAfter - cpuBefore;
        return fresh;
    }

    private long staysYoung() {
        return Math.min(OLD_NANOS, Math.max(YOUNG_NANOS, TIMES_ITS_COST * costNanos));
    }
}
