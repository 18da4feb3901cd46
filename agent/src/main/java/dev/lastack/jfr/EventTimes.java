package dev.lastack.jfr;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import jdk.jfr.Event;
import org.jspecify.annotations.Nullable;

/**
 * Gives an event the time of what it is about. An event is made when all is known, by LastAck's thread; an object made
 * at each open, in a hook, would cost whether it is recorded or not. {@code Event.begin()} takes the present moment
 * only, but the recorder keeps it in fields that it adds to the class, {@code startTime} and {@code duration} (JDK 17 to
 * 25, jfrEventClassTransformer.cpp), in ticks of its own clock. Where these fields are not found, the event has no
 * duration, and its own fields say how long. Thread-safe.
 */
final class EventTimes {

    /** Between two looks at both clocks, at least, to tell their ratio: each look is good for a microsecond. */
    private static final long BASE_NANOS = 10_000_000L;

    /** Of these the look that took the shortest counts: between the two clocks anything may come. */
    private static final int LOOKS = 5;

    private final Map<Class<?>, Fields> fields = new HashMap<>();
    private long baseTicks;
    private long baseNanos;

    // of the last look
    private long ticks;
    private long nanos;

    /** Null where the class has no such fields. */
    private record Fields(
            @Nullable Field startTime, @Nullable Field duration) {

        static final Fields NONE = new Fields(null, null);

        static Fields of(Class<?> event) {
            try {
                return new Fields(accessible(event, "startTime"), accessible(event, "duration"));
            } catch (NoSuchFieldException | RuntimeException e) {
                return NONE;
            }
        }

        private static Field accessible(Class<?> event, String name) throws NoSuchFieldException {
            Field field = event.getDeclaredField(name);
            if (field.getType() != long.class) {
                throw new NoSuchFieldException(name);
            }
            field.setAccessible(true);
            return field;
        }
    }

    /** Looks at the clocks for the first time: the longer ago that is, the better their ratio is known. */
    synchronized void begin(Event event) {
        Field startTime = fields(event).startTime();
        if (startTime != null && baseNanos == 0) {
            look(event, startTime);
            baseTicks = ticks;
            baseNanos = ticks == 0 ? 0 : nanos;
        }
    }

    /**
     * Sets when it began and how long it took. Waits for some milliseconds, the first time.
     *
     * @param began {@link System#nanoTime}
     * @param ended the same
     */
    synchronized void set(Event event, long began, long ended) {
        Field startTime = fields(event).startTime();
        Field duration = fields(event).duration();
        if (startTime == null || duration == null) {
            return;
        }
        begin(event);
        if (baseNanos == 0) {
            return; // nobody records it
        }
        do {
            look(event, startTime);
        } while (nanos - baseNanos < BASE_NANOS);
        double perNano = (double) (ticks - baseTicks) / (nanos - baseNanos);
        write(startTime, event, ticks - Math.round((nanos - began) * perNano));
        write(duration, event, Math.max(1, Math.round((ended - began) * perNano)));
    }

    private Fields fields(Event event) {
        return fields.computeIfAbsent(event.getClass(), Fields::of);
    }

    private void look(Event event, Field startTime) {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < LOOKS; i++) {
            long before = System.nanoTime();
            event.begin();
            long took = System.nanoTime() - before;
            if (took < shortest) {
                shortest = took;
                ticks = read(startTime, event);
                nanos = before + took / 2;
            }
        }
    }

    private static long read(Field field, Event event) {
        try {
            return field.getLong(event);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e); // it was made accessible
        }
    }

    private static void write(Field field, Event event, long value) {
        try {
            field.setLong(event, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e); // it was made accessible
        }
    }
}
