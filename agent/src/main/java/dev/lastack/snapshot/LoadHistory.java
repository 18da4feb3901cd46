package dev.lastack.snapshot;

import java.time.Instant;
import java.util.List;

/**
 * How busy one code path was over the run, in slots of time that all code paths share, so that those of several may be
 * added up. Of a path that was busy for very long, the slots of its busiest times only.
 *
 * @param slotMillis the length of a slot
 * @param slots in order of time; those without an event are left out
 */
public record LoadHistory(long slotMillis, List<Slot> slots) {

    public static final LoadHistory NONE = new LoadHistory(1, List.of());

    public LoadHistory {
        slots = List.copyOf(slots);
    }

    /**
     * What happened within one slot.
     *
     * @param number of the slot; the one after it has the next number
     * @param opened connections opened within it
     * @param timeWaits connections that ended within it and left TIME_WAIT
     * @param shortOnes those of timeWaits that lived shorter than {@code short-connection}
     */
    public record Slot(long number, Instant start, long opened, long timeWaits, long shortOnes) {}
}
