package dev.lastack.text;

/**
 * Names of others (classes, threads, files, jars, system properties) made safe for a terminal and for line-based text:
 * control characters (C0, DEL, C1), line and paragraph separators, and invisible format characters (bidirectional
 * controls among them) become visible escapes. So no name can begin a line, colour or erase it. JSON has names exactly.
 */
public final class Printable {

    private Printable() {}

    /** One line; the text itself where there is nothing to escape. Applied twice it is as applied once. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (isControl(text.codePointAt(i))) {
                return escaped(text);
            }
        }
        return text;
    }

    private static String escaped(String text) {
        StringBuilder all = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            int length = Character.charCount(character);
            if (isControl(character)) {
                for (int unit = i; unit < i + length; unit++) {
                    escape(text.charAt(unit), all);
                }
            } else {
                all.appendCodePoint(character);
            }
            i += length;
        }
        return all.toString();
    }

    private static boolean isControl(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** As Java and JSON write it. */
    private static void escape(char character, StringBuilder all) {
        String digits = Integer.toHexString(character);
        all.append("\\u").append("0".repeat(4 - digits.length())).append(digits);
    }
}
