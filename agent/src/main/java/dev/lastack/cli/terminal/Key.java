package dev.lastack.cli.terminal;

/**
 * What was pressed.
 *
 * @param character of a {@link Kind#CHARACTER}; 0 otherwise
 */
public record Key(Kind kind, char character) {

    public static final Key UP = new Key(Kind.UP, '\0');
    public static final Key DOWN = new Key(Kind.DOWN, '\0');
    public static final Key PAGE_UP = new Key(Kind.PAGE_UP, '\0');
    public static final Key PAGE_DOWN = new Key(Kind.PAGE_DOWN, '\0');
    public static final Key ENTER = new Key(Kind.ENTER, '\0');
    public static final Key ESCAPE = new Key(Kind.ESCAPE, '\0');
    public static final Key BACKSPACE = new Key(Kind.BACKSPACE, '\0');
    public static final Key OTHER = new Key(Kind.OTHER, '\0');

    public static Key of(char character) {
        return new Key(Kind.CHARACTER, character);
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
