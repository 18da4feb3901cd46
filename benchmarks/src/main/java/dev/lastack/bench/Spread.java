package dev.lastack.bench;

import java.util.Arrays;

/** What several rounds, or the iterations of one, gave. */
record Spread(double median, double min, double max) {

    static Spread of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** The middle half of many short turns, of which single ones meet whatever else the machine does. */
    static Spread ofTurns(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int quarter = sorted.length / 4;
        return of(Arrays.copyOfRange(sorted, quarter, sorted.length - quarter));
    }

    Spread plus(double base) {
        return new Spread(median + base, min + base, max + base);
    }

    /** @param factor not negative */
    Spread times(double factor) {
        return new Spread(median * factor, min * factor, max * factor);
    }
}
