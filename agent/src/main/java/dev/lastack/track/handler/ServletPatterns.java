package dev.lastack.track.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Servlets: which of its patterns a servlet was reached by, and which of its methods is called. */
final class ServletPatterns {

    private ServletPatterns() {}

    /**
     * As the specification orders them (Servlet 6.0, 12.1); always one of the patterns, never the path.
     *
     * @param path the part of the request's path that was matched; null where not known
     */
    static @Nullable String matching(List<?> patterns, @Nullable String path) {
        if (path != null) {
            if (patterns.contains(path)) {
                return path;
            }
            for (String prefix = path; !prefix.isEmpty(); prefix = parent(prefix)) {
                if (patterns.contains(prefix + "/*")) {
                    return prefix + "/*";
                }
            }
            String extension = "*" + path.substring(Math.max(0, path.lastIndexOf('.')));
            if (extension.length() > 1 && patterns.contains(extension)) {
                return extension;
            }
        }
        return patterns.size() == 1 ? patterns.get(0).toString() : patterns.contains("/") ? "/" : null;
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** {@code doGet} for GET, and where there is none {@code service}. */
    static List<String> methods(@Nullable Object verb) {
        List<String> methods = new ArrayList<>();
        if (verb != null && !verb.toString().isEmpty()) {
            String name = verb.toString().toLowerCase(Locale.ROOT);
            methods.add("do" + Character.toUpperCase(name.charAt(0)) + name.substring(1));
        }
        methods.add("service");
        methods.addAll(List.of("doGet", "doPost"));
        return methods;
    }
}
