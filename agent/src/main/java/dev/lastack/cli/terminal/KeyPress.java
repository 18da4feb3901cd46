package dev.lastack.cli.terminal;

/**
 * A key that was pressed.
 *
 * @param character of a {@link Kind#CHARACTER}; 0 otherwise
 */
public record KeyPress(Kind kind, char character) {

    public static final KeyPress UP = new KeyPress(Kind.UP, '\0');
    public static final KeyPress DOWN = new KeyPress(Kind.DOWN, '\0');
    public static final KeyPress PAGE_UP = new KeyPress(Kind.PAGE_UP, '\0');
    public static final KeyPress PAGE_DOWN = new KeyPress(Kind.PAGE_DOWN, '\0');
    public static final KeyPress ENTER = new KeyPress(Kind.ENTER, '\0');
    public static final KeyPress ESCAPE = new KeyPress(Kind.ESCAPE, '\0');
    public static final KeyPress BACKSPACE = new KeyPress(Kind.BACKSPACE, '\0');
    public static final KeyPress OTHER = new KeyPress(Kind.OTHER, '\0');

    public static KeyPress of(char character) {
        return new KeyPress(Kind.CHARACTER, character);
    }

    /** In lower case; 0 where it is none. */
    public char letter() {
        return Character.toLowerCase(character);
    }

    /** The keys that mean something. */
    public enum Kind {
        UP,
        DOWN,
        PAGE_UP,
        PAGE_DOWN,
        ENTER,
        ESCAPE,
        BACKSPACE,
        CHARACTER,
        OTHER
    }
}
