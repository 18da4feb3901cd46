package dev.lastack.bench;

import java.util.Locale;

/**
 * One row of the result: what was measured, and against which budget.
 *
 * @param budget the most that design allows; {@link #NO_BUDGET} for a line that explains others
 */
record ResultRow(String what, Unit unit, double budget, Spread measured) {

    static final double NO_BUDGET = Double.NaN;

    enum Unit {
        MICROS("us", 2),
        NANOS("ns", 0),
        MILLIS("ms", 1),
        BYTES("bytes", 0),
        COUNT("", 0),
        TIMES("x", 3);

        private final String sign;
        private final int digits;

        Unit(String sign, int digits) {
            this.sign = sign;
            this.digits = digits;
        }

        private String number(double value) {
            return String.format(Locale.ROOT, "%,." + digits + "f", value);
        }
    }

    /** A budget that lies within the spread is neither met nor missed: run more rounds, on a quieter machine. */
    String met() {
        if (Double.isNaN(budget)) {
            return "";
        }
        if (measured.max() <= budget) {
            return "yes";
        }
        return measured.min() > budget ? "no" : "unsure";
    }

    String markdown() {
        String allowed = Double.isNaN(budget) ? "" : unit.number(budget) + " " + unit.sign;
        return "| %s | %s | %s %s (%s to %s) | %s |"
                .formatted(
                        what,
                        allowed,
                        unit.number(measured.median()),
                        unit.sign,
                        unit.number(measured.min()),
                        unit.number(measured.max()),
                        met());
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"row\": \"%s\", \"unit\": \"%s\", \"budget\": %s, \"median\": %s, \"min\": %s, \"max\": %s, \"met\": \"%s\"}",
                what,
                unit.sign,
                Double.isNaN(budget) ? "null" : Double.toString(budget),
                measured.median(),
                measured.min(),
                measured.max(),
                met());
    }
}
