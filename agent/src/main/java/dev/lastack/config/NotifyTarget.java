package dev.lastack.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of a new finding.
 *
 * @param place the program's path, or the URL; empty for {@code log}
 */
public record NotifyTarget(Kind kind, String place) {

    private static final int MOST = 65_535;

    /** How they are told. */
    public enum Kind {
        LOG("log"),
        EXEC("exec:"),
        WEBHOOK("webhook:");

        private final String start;

        Kind(String start) {
            this.start = start;
        }
    }

    /** {@code log}, {@code exec:/usr/local/bin/page-me}, {@code webhook:https://hooks.example.com/T0}; null for all else. */
    public static @Nullable NotifyTarget of(String element) {
        if (element.equals(Kind.LOG.start)) {
            return new NotifyTarget(Kind.LOG, "");
        }
        if (element.startsWith(Kind.EXEC.start)) {
            String program = element.substring(Kind.EXEC.start.length());
            // no search along PATH: which program runs must not depend on the application's environment
            boolean isFile = program.startsWith("/") && !program.endsWith("/") && program.indexOf('\0') < 0;
            return isFile ? new NotifyTarget(Kind.EXEC, program) : null;
        }
        if (element.startsWith(Kind.WEBHOOK.start)) {
            String url = element.substring(Kind.WEBHOOK.start.length());
            return isUrl(url) ? new NotifyTarget(Kind.WEBHOOK, url) : null;
        }
        return null;
    }

    private static boolean isUrl(String text) {
        try {
            URI url = new URI(text);
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            return (scheme.equals("http") || scheme.equals("https"))
                    && url.getHost() != null
                    && url.getPort() != 0
                    && url.getPort() <= MOST
                    && url.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** As people may see it: path, query and user of a URL often hold a secret. */
    @Override
    public String toString() {
        if (kind != Kind.WEBHOOK) {
            return kind.start + place;
        }
        URI url = URI.create(place);
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return kind.start + url.getScheme() + "://" + url.getHost() + port;
    }
}
