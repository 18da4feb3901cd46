package dev.lastack.config;

/** A share of one core in percent, such as {@code 1%} or {@code 0.5%}; {@code off} is as much as it takes. */
final class ShareType implements ValueType<Double> {

    /** What {@code off} stands for. */
    static final double UNLIMITED = Double.POSITIVE_INFINITY;

    private static final int MOST_DIGITS = 3;
    private static final int TENTHS_OF_PERCENT = 1_000;
    private static final int MOST_TENTHS = 1_000;

    @Override
    public Double parse(ConfiguredValue given) throws ConfigurationException {
        if (given.value().equals("off")) {
            return UNLIMITED;
        }
        int tenths = tenths(given.value());
        if (tenths < 1 || tenths > MOST_TENTHS) {
            throw given.expected(expected());
        }
        return (double) tenths / TENTHS_OF_PERCENT;
    }

    static String text(double share) {
        if (share == UNLIMITED) {
            return "off";
        }
        long tenths = Math.round(share * TENTHS_OF_PERCENT);
        return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + "%";
    }

    /** -1 where it is no number of percent with at most one decimal. */
    private static int tenths(String value) {
        if (!value.endsWith("%")) {
            return -1;
        }
        String number = value.substring(0, value.length() - 1);
        int point = number.indexOf('.');
        String whole = point < 0 ? number : number.substring(0, point);
        String decimal = point < 0 ? "0" : number.substring(point + 1);
        if (!areDigits(whole, MOST_DIGITS) || !areDigits(decimal, 1)) {
            return -1;
        }
        return Integer.parseInt(whole) * 10 + Integer.parseInt(decimal);
    }

    private static boolean areDigits(String text, int most) {
        return !text.isEmpty() && text.length() <= most && Digits.areAll(text);
    }

    @Override
    public String expected() {
        return "a share of one core from 0.1% to 100%, or off";
    }
}
