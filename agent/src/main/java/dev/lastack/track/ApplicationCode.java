package dev.lastack.track;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Which classes are the application's: those under the configured prefixes, or, where none is configured, all but the
 * JDK's and those of known libraries. Knowing a library serves only to point at the line that called it.
 */
final class ApplicationCode {

    private static final String KNOWN_LIBRARIES = "known-libraries.txt";

    private final List<String> own;
    private final List<String> foreign;

    private ApplicationCode(List<String> own, List<String> foreign) {
        this.own = own;
        this.foreign = foreign;
    }

    /** @param prefixes of package or class names; empty: decide by the list of known libraries */
    static ApplicationCode of(List<String> prefixes) {
        return new ApplicationCode(List.copyOf(prefixes), prefixes.isEmpty() ? knownLibraries() : List.of());
    }

    boolean owns(String className) {
        return own.isEmpty() ? !startsWithAny(className, foreign) : startsWithAny(className, own);
    }

    private static boolean startsWithAny(String className, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> knownLibraries() {
        List<String> prefixes = new ArrayList<>();
        try (InputStream in = ApplicationCode.class.getResourceAsStream(KNOWN_LIBRARIES)) {
            if (in == null) {
                throw new IllegalStateException(KNOWN_LIBRARIES + " is missing from the jar");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isEmpty() && line.charAt(0) != '#') {
                    prefixes.add(line);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(KNOWN_LIBRARIES + " could not be read", e);
        }
        return List.copyOf(prefixes);
    }
}
