package dev.lastack.track.path;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The places in which series keep their points, for all series together: {@value #LEVELS} rings of {@value #POINTS},
 * each {@value #FACTOR} times as coarse as the one before. With a point a second the finest is of the last half minute,
 * and all together of the last three weeks. One thread at a time; times are {@link System#nanoTime}.
 */
final class Rings {

    static final int LEVELS = 9;
    static final int POINTS = 32;

    /** {@link #POINTS} is a multiple: what makes up a coarser point is still there when it is made. */
    static final int FACTOR = 4;

    static final int CELLS = LEVELS * POINTS;

    private final long[] written = new long[LEVELS];
    private final long[] endNanos = new long[CELLS];
    private final long[] spanNanos = new long[CELLS];

    /** A point of the finest ring. */
    void add(long end, long span, Sink series) {
        add(0, end, span, series);
    }

    private void add(int level, long end, long span, Sink series) {
        int cell = cell(level, written[level]);
        endNanos[cell] = end;
        spanNanos[cell] = span;
        if (level == 0) {
            series.write(cell);
        } else {
            series.fold(cell, lastOf(level - 1));
        }
        written[level]++;
        if (written[level] % FACTOR == 0 && level + 1 < LEVELS) {
            long sum = 0;
            for (int one : lastOf(level)) {
                sum += spanNanos[one];
            }
            add(level + 1, end, sum, series);
        }
    }

    /** The cells that make up the next coarser point, oldest first. */
    private int[] lastOf(int level) {
        int[] cells = new int[FACTOR];
        for (int i = 0; i < FACTOR; i++) {
            cells[i] = cell(level, written[level] - FACTOR + i);
        }
        return cells;
    }

    private static int cell(int level, long number) {
        return level * POINTS + (int) (number % POINTS);
    }

    /** Of all rings, oldest first, each time in one of them only: in the finest that still has it. */
    List<Integer> cells() {
        List<Integer> newestFirst = new ArrayList<>();
        long limit = written[0];
        for (int level = 0; level < LEVELS; level++) {
            long first = Math.max(0, written[level] - POINTS);
            if (level + 1 < LEVELS) { // what is older lies in whole points of the next
                first = (first + FACTOR - 1) / FACTOR * FACTOR;
            }
            for (long number = limit - 1; number >= first; number--) {
                newestFirst.add(cell(level, number));
            }
            limit = first / FACTOR;
        }
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    long endNanos(int cell) {
        return endNanos[cell];
    }

    long spanNanos(int cell) {
        return spanNanos[cell];
    }

    /** What the series do when a point comes. */
    interface Sink {

        /** The newest values go there. */
        void write(int cell);

        /** What lies in these goes there as one. */
        void fold(int to, int[] from);
    }
}
