package dev.lastack.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whether a person looks at standard output. Not {@code System.console()}: from JDK 22 on it may be there without a
 * terminal, and before that it is missing where only standard input is none.
 */
final class Terminal {

    private Terminal() {}

    /** @param target of standard output's link in /proc/self/fd; empty where not known: then no colours */
    static boolean wantsColours(Map<String, String> environment, String target) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty() // https://no-color.org: empty is not set
                && !environment.getOrDefault("TERM", "dumb").equals("dumb")
                && (target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console"));
    }

    static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            return "";
        }
    }
}
