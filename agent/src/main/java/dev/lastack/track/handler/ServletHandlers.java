package dev.lastack.track.handler;

import org.jspecify.annotations.Nullable;

/** What a servlet is, or a framework has behind one. */
final class ServletHandlers {

    private static final String PREFIX = "/*";

    private ServletHandlers() {}

    /**
     * @param pattern by which the servlet was reached; null where not known
     * @param path of the request within the servlet's context: matched, never shown; null where not known
     */
    static Found of(
            Object servlet, @Nullable Object verb, @Nullable String pattern, @Nullable String path, Reading reading) {
        boolean isPrefix = pattern != null && pattern.endsWith(PREFIX);
        String prefix = pattern != null && isPrefix ? pattern.substring(0, pattern.length() - PREFIX.length()) : "";
        String rest = path != null && path.startsWith(prefix) ? path.substring(prefix.length()) : path;
        Found found = JerseyRoutes.read(servlet, verb, prefix, rest, reading);
        found = found == null ? JavalinRoutes.read(servlet, verb, rest, reading) : found;
        return found == null
                ? Found.object(servlet.getClass(), ServletPatterns.methods(verb), Reading.route(verb, pattern))
                : found;
    }
}
