package dev.lastack.config;

/**
 * A value as a person gave it.
 *
 * @param name as written: {@code window}, {@code -Dlastack.window} or {@code LASTACK_WINDOW}
 */
record ConfiguredValue(String name, String value) {

    private static final int SHOWN = 400;

    /** The line that says what is accepted in place of this, in words that follow "expected". */
    ConfigurationException expected(String what) {
        return complaint("expected " + what);
    }

    ConfigurationException complaint(String sentence) {
        return new ConfigurationException(
                "lastack: " + oneLine(name) + "=" + oneLine(value) + ": " + oneLine(sentence));
    }

    /** One element of a list, so that a complaint shows only what is wrong. */
    ConfiguredValue element(String element) {
        return new ConfiguredValue(name, element);
    }

    static String oneLine(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), SHOWN));
        for (int i = 0; i < text.length(); i++) {
            if (i == SHOWN) {
                return line.append("...").toString();
            }
            char c = text.charAt(i);
            line.append(isLineBreak(c) || Character.isISOControl(c) ? ' ' : c);
        }
        return line.toString();
    }

    /** Those that are no control characters, but that a terminal or log viewer may break a line at. */
    private static boolean isLineBreak(char c) {
        return c == '\u2028' || c == '\u2029';
    }
}
