package dev.lastack.text;

import java.util.List;
import java.util.Locale;

/** Numbers and durations as a person reads them. Never in the user's locale: reports are compared and searched. */
public final class Words {

    private Words() {}

    /** {@code 1,204}. */
    public static String count(long number) {
        return number > -1_000 && number < 1_000 ? Long.toString(number) : String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 connection}, {@code 1,204 connections}. */
    public static String count(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** {@code 40 ms}, {@code 0.3 s}, {@code 30.0 s}, {@code 13m 41s}, {@code 2h 05m}, {@code 3d 04h}; cut, not rounded. */
    public static String duration(long millis) {
        if (millis < 100) {
            return millis + " ms";
        }
        long seconds = millis / 1000;
        if (seconds < 60) {
            return seconds + "." + millis % 1000 / 100 + " s";
        }
        return longDuration(seconds);
    }

    private static String longDuration(long seconds) {
        long minutes = seconds / 60;
        long hours = minutes / 60;
        if (hours == 0) {
            return pair(minutes, "m", seconds % 60, "s");
        }
        return hours < 24 ? pair(hours, "h", minutes % 60, "m") : pair(hours / 24, "d", hours % 24, "h");
    }

    private static String pair(long large, String largeUnit, long small, String smallUnit) {
        return large + largeUnit + (small < 10 ? " 0" : " ") + small + smallUnit;
    }

    /** {@code 0.03}, {@code 7.5}, {@code 1,204}: as exact as a rate is of use. */
    public static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond >= 100 ? "%,.0f" : perSecond >= 1 ? "%.1f" : "%.2f", perSecond);
    }

    /** {@code 96 %}; cut, so that 100 % means all. */
    public static String percent(double share) {
        return count((long) (share * 100)) + " %";
    }

    /** A measured time as the person who set it would write it: {@code 1.5 s}, {@code 30 s}, {@code 5 min}. */
    public static String roundTime(long millis) {
        long step = millis < 10_000 ? 500 : millis < 120_000 ? 1_000 : millis < 600_000 ? 5_000 : 60_000;
        long rounded = Math.max(1, Math.round((double) millis / step)) * step;
        if (rounded % 1000 != 0) {
            return rounded / 1000 + ".5 s";
        }
        if (rounded < 120_000) {
            return rounded / 1000 + " s";
        }
        long seconds = rounded % 60_000 / 1000;
        return rounded / 60_000 + " min" + (seconds == 0 ? "" : " " + seconds + " s");
    }

    /** {@code 5.2 s to 13m 11s}, or one duration where both read the same. */
    public static String range(long fromMillis, long toMillis) {
        String from = duration(fromMillis);
        String to = duration(toMillis);
        return from.equals(to) ? to : from + " to " + to;
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    public static String list(List<String> parts) {
        int last = parts.size() - 1;
        return last < 1
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }
}
