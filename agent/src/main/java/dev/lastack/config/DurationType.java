package dev.lastack.config;

import java.time.Duration;
import java.util.List;

/** A duration, {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h}, {@code 2d}: whole, more than zero, with its unit. */
final class DurationType implements ValueType<Duration> {

    /** All that is compared with a duration counts nanoseconds in a long. */
    private static final long LONGEST_MILLIS = Long.MAX_VALUE / 1_000_000;

    @Override
    public Duration parse(ConfiguredValue given) throws ConfigurationException {
        String text = given.value();
        int digits = countDigits(text);
        long unit = millisOf(text.substring(digits));
        if (digits == 0 || unit == 0) {
            throw given.expected(expected());
        }
        long count = Digits.parse(text, digits);
        if (count == 0) {
            throw given.expected("a duration longer than zero");
        }
        if (count > LONGEST_MILLIS / unit) {
            throw given.expected("a duration of at most 106751d");
        }
        return Duration.ofMillis(count * unit);
    }

    @Override
    public String expected() {
        return "a duration such as 500ms, 10s, 5m or 1h";
    }

    /** In the largest unit that says it whole. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        for (String unit : List.of("d", "h", "m", "s")) {
            if (millis % millisOf(unit) == 0) {
                return millis / millisOf(unit) + unit;
            }
        }
        return millis + "ms";
    }

    private static int countDigits(String text) {
        int digits = 0;
        while (digits < text.length() && Digits.isDigit(text.charAt(digits))) {
            digits++;
        }
        return digits;
    }

    /** 0 where there is no such unit. */
    private static long millisOf(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> 0;
        };
    }
}
