package dev.lastack.cli.watch;

import java.util.Comparator;
import java.util.Locale;

/** Sort order of the list of code paths; the greatest comes first. */
enum Sort {
    CLOSE_WAIT,
    OLDEST,
    OPEN,
    RATE,
    TIME_WAIT;

    /** Rows that are alike stand still: in the order of other sorts, and at last of their ids. */
    Comparator<PathRow> order() {
        return greatestFirst(this)
                .thenComparing(greatestFirst(CLOSE_WAIT))
                .thenComparing(greatestFirst(OPEN))
                .thenComparing(row -> row.path().id());
    }

    private static Comparator<PathRow> greatestFirst(Sort sort) {
        return Comparator.comparingDouble(sort::of).reversed();
    }

    private double of(PathRow row) {
        return switch (this) {
            case CLOSE_WAIT -> row.path().closeWait();
            case OLDEST -> row.path().oldestMillis();
            case OPEN -> row.path().open();
            case RATE -> row.openedPerSecond();
            case TIME_WAIT -> row.path().timeWaitNow();
        };
    }

    Sort next() {
        return switch (this) {
            case CLOSE_WAIT -> OLDEST;
            case OLDEST -> OPEN;
            case OPEN -> RATE;
            case RATE -> TIME_WAIT;
            case TIME_WAIT -> CLOSE_WAIT;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
