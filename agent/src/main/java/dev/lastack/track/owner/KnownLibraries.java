package dev.lastack.track.owner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Class names that are the JDK's or a well-known library's, by prefix. Serves only to point at the line that called. */
public final class KnownLibraries {

    private static final String RESOURCE = "known-libraries.txt";

    private final List<String> prefixes;

    private KnownLibraries(List<String> prefixes) {
        this.prefixes = prefixes;
    }

    public static KnownLibraries load() {
        List<String> prefixes = new ArrayList<>();
        try (InputStream in = KnownLibraries.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the jar");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isEmpty() && line.charAt(0) != '#') {
                    prefixes.add(line);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(RESOURCE + " could not be read", e);
        }
        return new KnownLibraries(List.copyOf(prefixes));
    }

    boolean own(String className) {
        return startsWithAny(className, prefixes);
    }

    static boolean startsWithAny(String className, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
