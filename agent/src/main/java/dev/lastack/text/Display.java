package dev.lastack.text;

/**
 * What output is written for.
 *
 * @param paint colours, or none
 * @param width columns; where it is not a terminal, what is pleasant to read
 * @param terminal whether a person looks at it
 */
public record Display(Paint paint, int width, boolean terminal) {

    /** Wider lines are hard to read. */
    private static final int MOST = 100;

    private static final int LEAST = 40;

    public static Display file() {
        return new Display(Paint.NONE, MOST, false);
    }

    public static Display terminal(boolean colours, int columns) {
        return new Display(colours ? Paint.ANSI : Paint.NONE, columns, true);
    }

    /** For running text. */
    public int textWidth() {
        return Math.max(LEAST, Math.min(MOST, width));
    }
}
