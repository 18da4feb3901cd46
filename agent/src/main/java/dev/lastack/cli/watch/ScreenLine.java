package dev.lastack.cli.watch;

import dev.lastack.text.Paint;
import dev.lastack.text.Printable;

/** A line of a screen: cut where the screen ends, and painted after that. */
final class ScreenLine {

    private static final String ELLIPSIS = "\u2026";

    private ScreenLine() {}

    /** Printable, and at most of the width. */
    static String cut(String given, int width) {
        String text = Printable.of(given);
        if (text.length() <= width) {
            return text;
        }
        return width < 1 ? "" : text.substring(0, width - 1) + ELLIPSIS;
    }

    /** Keeps its end, the part of a class or method that says most. */
    static String keepEnd(String given, int width) {
        String text = Printable.of(given);
        if (text.length() <= width) {
            return text;
        }
        return width < 1 ? "" : ELLIPSIS + text.substring(text.length() - width + 1);
    }

    /** {@code [####......]}. */
    static String bar(double share, int width) {
        int full = (int) Math.round(Math.max(0, Math.min(1, share)) * width);
        return "[" + "#".repeat(full) + ".".repeat(width - full) + "]";
    }

    /** At most so many characters. */
    static String start(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }

    static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    /** The whole width, so that the mark reaches the edge. */
    static String selected(String text, int width, Paint paint) {
        return paint.selected(left(text, width));
    }
}
