package dev.lastack.cli.terminal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes keys out of what a terminal sends: some are several characters that begin with an escape. */
final class KeyReader {

    /** What comes later than this after an escape is another key. */
    private static final int WITHIN_MILLIS = 50;

    private static final int ESCAPE = 27;
    private static final int DELETE = 127;
    private static final int BACKSPACE = 8;

    private final Characters in;

    KeyReader(Characters in) {
        this.in = in;
    }

    /** Null where none has come in time. */
    @Nullable
    KeyPress next(long withinMillis) throws IOException {
        int character = in.read(withinMillis);
        if (character == Characters.NONE) {
            return null;
        }
        if (character == Characters.END) {
            throw new IOException("the terminal is gone");
        }
        return switch (character) {
            case '\r', '\n' -> KeyPress.ENTER;
            case DELETE, BACKSPACE -> KeyPress.BACKSPACE;
            case ESCAPE -> afterEscape();
            default -> KeyPress.of((char) character);
        };
    }

    private KeyPress afterEscape() throws IOException {
        int next = in.read(WITHIN_MILLIS);
        if (next == Characters.NONE) {
            return KeyPress.ESCAPE;
        }
        if (next != '[' && next != 'O') {
            return KeyPress.OTHER;
        }
        int code = in.read(WITHIN_MILLIS);
        int end = code;
        while (end == ';' || (end >= '0' && end <= '9')) { // parameters
            end = in.read(WITHIN_MILLIS);
        }
        return switch (end == '~' ? code : end) {
            case 'A' -> KeyPress.UP;
            case 'B' -> KeyPress.DOWN;
            case '5' -> KeyPress.PAGE_UP;
            case '6' -> KeyPress.PAGE_DOWN;
            default -> KeyPress.OTHER;
        };
    }

    /** Where the characters come from. */
    interface Characters {

        int END = -1;
        int NONE = -2;

        /** The next one, {@link #END}, or {@link #NONE} where none has come in time. */
        int read(long withinMillis) throws IOException;
    }
}
