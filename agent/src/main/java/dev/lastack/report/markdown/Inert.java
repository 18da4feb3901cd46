package dev.lastack.report.markdown;

import java.util.regex.Pattern;

/** Names that a program has given, which must not become Markdown, HTML or a mention. */
final class Inert {

    private static final Pattern MARKUP = Pattern.compile("([\\\\`*_\\[\\]|~#!])");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+");

    /** Not shown, and keeps {@code @name} from calling somebody. */
    private static final String ZERO_WIDTH = "\u200B";

    private Inert() {}

    static String text(String text) {
        return MARKUP.matcher(html(text)).replaceAll("\\\\$1");
    }

    static String html(String text) {
        return oneLine(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "@" + ZERO_WIDTH);
    }

    /** In a table's cell too, where only a vertical bar ends it. */
    static String code(String text) {
        String fence = "`".repeat(longestRun(text) + 1);
        String pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
        return fence + pad + oneLine(text).replace("|", "\\|") + pad + fence;
    }

    static String oneLine(String text) {
        return CONTROL.matcher(text).replaceAll(" ");
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
