package dev.lastack.report.junit;

/** Text that XML 1.0 can hold. */
final class Xml {

    private static final char REPLACEMENT = '\uFFFD';

    private Xml() {}

    /** With the replacement character for what no XML document may contain, not even escaped. */
    static String legal(String text) {
        StringBuilder legal = new StringBuilder(text.length());
        text.codePoints().forEach(c -> legal.appendCodePoint(isLegal(c) ? c : REPLACEMENT));
        return legal.toString();
    }

    /** Production 2 of XML 1.0: https://www.w3.org/TR/xml/#charsets; without the halves of surrogate pairs. */
    private static boolean isLegal(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c < 0xD800)
                || (c > 0xDFFF && c < 0xFFFE)
                || c > 0xFFFF;
    }
}
