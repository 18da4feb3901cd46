package dev.lastack.metrics;

import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What stands in a label: short, and without characters that break a line. Quotes are escaped by whoever writes them. */
final class LabelValue {

    /** Of all that have no series of their own. */
    static final String OTHER = "other";

    private static final String UNKNOWN = "unknown";

    /** The longest sites of real programs are shorter; engines refuse or cut what is much longer. */
    private static final int LONGEST = 200;

    private LabelValue() {}

    static String of(@Nullable Site site) {
        return site == null ? UNKNOWN : of(site.toString());
    }

    static String of(String text) {
        int clean = 0;
        while (clean < text.length() && isClean(text.charAt(clean))) {
            clean++;
        }
        return clean == text.length() && clean <= LONGEST ? text : cleaned(text);
    }

    private static String cleaned(String text) {
        StringBuilder kept = new StringBuilder(Math.min(text.length(), LONGEST));
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            kept.append(isClean(c) ? c : '?');
        }
        return text.length() > LONGEST ? kept + "..." : kept.toString();
    }

    /** Of a pair of surrogates one might be cut off. */
    private static boolean isClean(char c) {
        return !Character.isISOControl(c) && !Character.isSurrogate(c);
    }

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The code that opens the connections: the application's frame, or else the innermost one. */
    static String site(CodePath path) {
        Stack stack = path.openStack();
        Site culprit = stack.culprit();
        return of(culprit != null || stack.isEmpty() ? culprit : stack.frames().get(0));
    }
}
