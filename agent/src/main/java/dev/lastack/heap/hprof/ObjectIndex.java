package dev.lastack.heap.hprof;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where each object lies in the file, in eight bytes an object, and a number for each from 0 on.
 *
 * <p>HotSpot's objects lie on multiples of eight, so within 512 MB of addresses 26 bits tell one from the other, and 38
 * bits are left for a position in a file of up to 256 GB. One sorted array for each such range.
 */
final class ObjectIndex {

    private static final int ALIGNMENT_BITS = 3;
    private static final int POSITION_BITS = 38;
    private static final long POSITION_MASK = (1L << POSITION_BITS) - 1;
    private static final int RANGE_BITS = Long.SIZE - POSITION_BITS + ALIGNMENT_BITS;
    private static final long RANGE_MASK = (1L << RANGE_BITS) - 1;
    private static final int FIRST_ROOM = 1 << 10;

    private final Map<Long, Range> building = new TreeMap<>(Long::compareUnsigned);
    private Range[] ranges = {};
    private int size;

    private static final class Range {
        final long key;
        long[] entries = new long[FIRST_ROOM];
        int count;
        int first;

        Range(long key) {
            this.key = key;
        }
    }

    private Range last = new Range(-1);

    /** An object that is added a second time keeps one of its places. */
    void add(long id, long position) throws IOException {
        if ((id & ((1 << ALIGNMENT_BITS) - 1)) != 0) {
            throw new IOException("it is not of HotSpot: an object is not at a multiple of eight");
        }
        if (position > POSITION_MASK) {
            throw new IOException("it is larger than 256 GB");
        }
        long key = id >>> RANGE_BITS;
        Range range = last;
        if (range.key != key || range.entries.length == 0) {
            range = building.computeIfAbsent(key, Range::new);
            last = range;
        }
        if (range.count == range.entries.length) {
            range.entries = Arrays.copyOf(range.entries, range.count + (range.count >> 1));
        }
        range.entries[range.count++] = (id & RANGE_MASK) >>> ALIGNMENT_BITS << POSITION_BITS | position;
    }

    void sort() throws IOException {
        ranges = building.values().toArray(new Range[0]);
        building.clear();
        long total = 0;
        for (Range range : ranges) {
            if (range.count < range.entries.length) {
                range.entries = Arrays.copyOf(range.entries, range.count);
            }
            sortUnsigned(range.entries);
            range.first = (int) total;
            total += range.count;
            if (total > Integer.MAX_VALUE - 8) {
                throw new IOException("it has more than two thousand million objects");
            }
        }
        size = (int) total;
    }

    private static void sortUnsigned(long[] entries) {
        for (int i = 0; i < entries.length; i++) {
            entries[i] ^= Long.MIN_VALUE;
        }
        Arrays.sort(entries);
        for (int i = 0; i < entries.length; i++) {
            entries[i] ^= Long.MIN_VALUE;
        }
    }

    int size() {
        return size;
    }

    /** The object's number; -1 where the dump has none. */
    int find(long id) {
        Range range = range(id >>> RANGE_BITS);
        if (range == null || (id & ((1 << ALIGNMENT_BITS) - 1)) != 0) {
            return -1;
        }
        long wanted = (id & RANGE_MASK) >>> ALIGNMENT_BITS;
        int low = 0;
        int high = range.count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = range.entries[middle] >>> POSITION_BITS;
            if (found == wanted) {
                return range.first + middle;
            }
            if (found < wanted) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private @org.jspecify.annotations.Nullable Range range(long key) {
        int low = 0;
        int high = ranges.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compareUnsigned(ranges[middle].key, key);
            if (order == 0) {
                return ranges[middle];
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /** @param number from 0, below the size */
    long position(int number) {
        int low = 0;
        int high = ranges.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (ranges[middle].first <= number) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return ranges[low].entries[number - ranges[low].first] & POSITION_MASK;
    }
}
