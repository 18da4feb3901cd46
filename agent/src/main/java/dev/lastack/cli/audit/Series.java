package dev.lastack.cli.audit;

import java.util.Arrays;

/**
 * One number at each of the points, in their order. Immutable.
 *
 * <p>A leak under equal load grows along a line. Connections that are under way go up and down, what is opened once makes
 * one step, a pool fills up and levels off: none of these is growth.
 */
final class Series {

    static final int POINTS = 15;

    private static final int THIRD = POINTS / 3;

    /** By which the middle of the last third is above that of the first; less is not worth a word. */
    private static final long LEAST = 5;

    /** Of the growth from the first third to the second, that to the last: a pool that levels off has less. */
    private static final double STEADY = 0.4;

    /**
     * Of 105 pairs of points, so many more must rise than fall (the test of Mann and Kendall for a trend): by chance that
     * is so once in some 800,000 times.
     */
    private static final int RISING = 85;

    private final long[] values;

    Series(long[] values) {
        if (values.length != POINTS) {
            throw new IllegalArgumentException(values.length + " points");
        }
        this.values = values.clone();
    }

    long first() {
        return values[0];
    }

    long last() {
        return values[POINTS - 1];
    }

    long growth() {
        return last() - first();
    }

    /** Of a number that only goes up: what came within the first third, and within the last. */
    long inFirstThird() {
        return values[THIRD - 1] - values[0];
    }

    long inLastThird() {
        return values[POINTS - 1] - values[POINTS - THIRD];
    }

    boolean grows() {
        long begin = medianOfThird(0);
        long middle = medianOfThird(1);
        long end = medianOfThird(2);
        return end - begin >= LEAST
                && rising() >= RISING
                && inLastThird() > 0
                && end - middle >= STEADY * (middle - begin);
    }

    private int rising() {
        int rising = 0;
        for (int i = 0; i < POINTS; i++) {
            for (int j = i + 1; j < POINTS; j++) {
                rising += Long.compare(values[j], values[i]);
            }
        }
        return rising;
    }

    private long medianOfThird(int number) {
        long[] part = Arrays.copyOfRange(values, number * THIRD, (number + 1) * THIRD);
        Arrays.sort(part);
        return part[THIRD / 2];
    }
}
