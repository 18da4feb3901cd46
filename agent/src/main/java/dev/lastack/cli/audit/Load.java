package dev.lastack.cli.audit;

import dev.lastack.text.Words;

/**
 * How many connections were opened in all, at the beginning of the watch and at its end.
 *
 * @param before within the first third
 * @param after within the last third, which is as long
 */
record Load(long before, long after, long millis) {

    /** By more than this it is another load. */
    private static final double EQUAL = 1.25;

    /** Fewer differ by chance. */
    private static final long FEW = 10;

    /** What more load opens more of is no leak yet. */
    boolean grew() {
        return after - before > FEW && after > EQUAL * before;
    }

    /** One line. */
    String text() {
        return "opened a second: " + rate(before) + " at the beginning, " + rate(after) + " at the end"
                + (grew() ? "; the load grew, so growth is a warning only" : "");
    }

    private String rate(long count) {
        return Words.rate(1000.0 * count / Math.max(1, millis));
    }
}
