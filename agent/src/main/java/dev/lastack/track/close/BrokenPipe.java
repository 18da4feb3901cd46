package dev.lastack.track.close;

import java.io.IOException;

/**
 * Tells EPIPE from ECONNRESET by the message the JDK gave the exception, which is the C library's text in the process's
 * language; {@link #learn} takes it from a real one at start-up.
 */
public final class BrokenPipe {

    private static volatile String message = "Broken pipe";

    private BrokenPipe() {}

    public static boolean is(Throwable error) {
        return error instanceof IOException && message.equals(error.getMessage());
    }

    public static void learn(String brokenPipeMessage) {
        message = brokenPipeMessage;
    }
}
