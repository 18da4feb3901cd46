package dev.lastack.track.path;

import dev.lastack.snapshot.LoadHistory;
import dev.lastack.snapshot.LoadHistory.Slot;
import dev.lastack.track.connection.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts in slots of time that begin at the same moments for all code paths. Bounded: when full, the slot goes whose
 * best window is the least busy one, so that the busiest windows stay whole. One thread at a time; times are
 * {@link System#nanoTime}.
 */
final class LoadSlots {

    /** A window may begin at any of these steps. */
    static final int SLOTS_OF_A_WINDOW = 12;

    private static final int MOST = 12 * SLOTS_OF_A_WINDOW;
    private static final int FIRST_ROOM = 4;
    private static final int KINDS = 3;

    // kinds
    static final int OPENED = 0;
    static final int TIME_WAIT = 1;
    static final int SHORT = 2;

    private final long slotNanos;
    private int size;

    /** Rising. */
    private long[] numbers = new long[FIRST_ROOM];

    private int[] counts = new int[FIRST_ROOM * KINDS];

    LoadSlots(long windowNanos) {
        slotNanos = Math.max(1, windowNanos / SLOTS_OF_A_WINDOW);
    }

    /** Events may come a little out of order: they are folded in batches. */
    void add(int kind, long at) {
        long number = Math.floorDiv(at, slotNanos);
        int index = size > 0 && numbers[size - 1] == number ? size - 1 : Arrays.binarySearch(numbers, 0, size, number);
        if (index < 0) {
            index = insert(number);
        }
        counts[index * KINDS + kind]++;
    }

    private int insert(long number) {
        if (size == MOST) {
            remove(leastBusy());
        }
        if (size == numbers.length) {
            int room = Math.min(MOST, 2 * size);
            numbers = Arrays.copyOf(numbers, room);
            counts = Arrays.copyOf(counts, room * KINDS);
        }
        int index = -1 - Arrays.binarySearch(numbers, 0, size, number);
        move(index, index + 1);
        size++;
        numbers[index] = number;
        Arrays.fill(counts, index * KINDS, (index + 1) * KINDS, 0);
        return index;
    }

    private void remove(int index) {
        move(index + 1, index);
        size--;
    }

    private void move(int from, int to) {
        System.arraycopy(numbers, from, numbers, to, size - from);
        System.arraycopy(counts, from * KINDS, counts, to * KINDS, (size - from) * KINDS);
    }

    /** Never one of the newest window, which is not over. */
    private int leastBusy() {
        int[] best = new int[size];
        for (int first = 0; first < size; first++) {
            int busy = 0;
            int end = first;
            for (; end < size && numbers[end] < numbers[first] + SLOTS_OF_A_WINDOW; end++) {
                busy += counts[end * KINDS + TIME_WAIT] + counts[end * KINDS + SHORT];
            }
            for (int slot = first; slot < end; slot++) {
                best[slot] = Math.max(best[slot], busy);
            }
        }
        int least = 0;
        for (int slot = 1; slot < size && numbers[slot] <= numbers[size - 1] - SLOTS_OF_A_WINDOW; slot++) {
            least = best[slot] < best[least] ? slot : least;
        }
        return least;
    }

    LoadHistory history(Clock clock) {
        List<Slot> slots = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            slots.add(new Slot(
                    numbers[i],
                    clock.at(numbers[i] * slotNanos),
                    counts[i * KINDS + OPENED],
                    counts[i * KINDS + TIME_WAIT],
                    counts[i * KINDS + SHORT]));
        }
        return new LoadHistory(Math.max(1, slotNanos / 1_000_000), slots);
    }
}
