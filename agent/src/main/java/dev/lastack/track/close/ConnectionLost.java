package dev.lastack.track.close;

import java.util.Set;

/**
 * Tells the failures in which nobody closed, a time-out or a lost route, from a reset. The JDK's exception has only the
 * C library's text; where the process speaks another language they count as resets.
 */
public final class ConnectionLost {

    private static final Set<String> MESSAGES =
            Set.of("Connection timed out", "No route to host", "Network is unreachable", "Network is down");

    private ConnectionLost() {}

    public static boolean is(Throwable error) {
        String message = error.getMessage();
        return message != null && MESSAGES.contains(message);
    }
}
