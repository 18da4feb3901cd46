package dev.lastack.track.close;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Linux's number of the error that an exception stands for. The JDK's exceptions have only the C library's text, in the
 * language of the process; Netty's native ones say {@code connect(..) failed: TEXT}, and newer ones
 * {@code connect(..) failed with error(-99): TEXT}. Hooks ask: no locks, no allocation, no class that is not loaded.
 */
public final class Errno {

    public static final int UNKNOWN = 0;
    public static final int EPIPE = 32;
    public static final int EADDRNOTAVAIL = 99;
    public static final int ECONNRESET = 104;

    private static final int[] NUMBERS = {ECONNRESET, EPIPE, EADDRNOTAVAIL};

    /** The GNU C library's own, in the order of {@link #NUMBERS}. */
    private static final String[] ENGLISH = {
        "Connection reset by peer", "Broken pipe", "Cannot assign requested address"
    };

    /** What the JDK says itself, in any language, for a read that met a reset. */
    private static final String JDK_RESET = "Connection reset";

    private static final String FAILED = "failed";
    private static final String NUMBERED = " with error(-";
    private static final String TEXT = ": ";

    /** Each array is whole before it is put here, and is not changed any more. */
    private static volatile String[] texts = ENGLISH;

    private Errno() {}

    /**
     * Learns the texts of this process.
     *
     * @param strerror the C library's text for a number, null where there is none
     */
    public static void learn(IntFunction<@Nullable String> strerror) {
        String[] learnt = new String[NUMBERS.length];
        for (int i = 0; i < NUMBERS.length; i++) {
            String text = strerror.apply(NUMBERS[i]);
            learnt[i] = text == null || text.isEmpty() ? ENGLISH[i] : text;
        }
        texts = learnt;
    }

    /** {@link #UNKNOWN} where it cannot be told, or is none that matters here. */
    public static int of(Throwable error) {
        String message = error.getMessage();
        if (message == null) {
            return UNKNOWN;
        }
        int failed = message.indexOf(FAILED);
        if (failed < 0) {
            return message.equals(JDK_RESET) ? ECONNRESET : at(message, 0);
        }
        int after = failed + FAILED.length();
        return message.startsWith(NUMBERED, after)
                ? number(message, after + NUMBERED.length())
                : message.startsWith(TEXT, after) ? at(message, after + TEXT.length()) : at(message, 0);
    }

    /** Digits up to a closing bracket. */
    private static int number(String message, int from) {
        int number = 0;
        for (int i = from; i < message.length() && number < 1_000_000; i++) {
            char c = message.charAt(i);
            if (c == ')') {
                return number;
            }
            if (c < '0' || c > '9') {
                return UNKNOWN;
            }
            number = number * 10 + (c - '0');
        }
        return UNKNOWN;
    }

    /** One of the texts there, up to the end or to what is said behind it, such as an address. */
    private static int at(String message, int from) {
        String[] known = texts;
        for (int i = 0; i < known.length; i++) {
            String text = known[i];
            int end = from + text.length();
            if (message.startsWith(text, from) && (end == message.length() || message.startsWith(TEXT, end))) {
                return NUMBERS[i];
            }
        }
        return UNKNOWN;
    }
}
