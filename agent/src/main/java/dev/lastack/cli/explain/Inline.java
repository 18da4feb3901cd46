package dev.lastack.cli.explain;

import dev.lastack.text.Paint;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A paragraph of Markdown: bold, code and links, wrapped by what is seen and not by what is written. */
final class Inline {

    private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)\\]\\(([^)]+)\\)");

    private static final char BOLD = '\u0001';
    private static final char CODE = '\u0002';

    private Inline() {}

    /** One line, however long. */
    static String line(String markdown, Paint paint) {
        return painted(List.of(marked(markdown, paint)), paint).get(0);
    }

    /** As lines of at most the width; a longer word has a line of its own. */
    static List<String> lines(String markdown, int width, Paint paint) {
        return painted(wrap(marked(markdown, paint), width), paint);
    }

    private static String marked(String markdown, Paint paint) {
        String text = LINK.matcher(markdown)
                .replaceAll(link -> Matcher.quoteReplacement(
                        link.group(2).startsWith("http") ? link.group(1) + " (" + link.group(2) + ")" : link.group(1)));
        return paint == Paint.NONE
                ? text.replace("**", "") // back quotes say what is a name where no colour does
                : text.replace("**", String.valueOf(BOLD)).replace('`', CODE);
    }

    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && visible(line) + 1 + visible(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static int visible(CharSequence text) {
        return (int) text.chars()
                .filter(character -> character != BOLD && character != CODE)
                .count();
    }

    /** Each line for itself: colours do not run on into what a terminal puts beside it. */
    private static List<String> painted(List<String> lines, Paint paint) {
        List<String> painted = new ArrayList<>();
        boolean bold = false;
        boolean code = false;
        for (String line : lines) {
            StringBuilder all = new StringBuilder();
            StringBuilder run = new StringBuilder();
            for (int i = 0; i < line.length(); i++) {
                char character = line.charAt(i);
                if (character == BOLD || character == CODE) {
                    all.append(run(run, bold, code, paint));
                    run.setLength(0);
                    bold ^= character == BOLD;
                    code ^= character == CODE;
                } else {
                    run.append(character);
                }
            }
            painted.add(all.append(run(run, bold, code, paint)).toString());
        }
        return painted;
    }

    private static String run(StringBuilder text, boolean bold, boolean code, Paint paint) {
        if (text.isEmpty() || (!bold && !code)) {
            return text.toString();
        }
        return bold ? paint.bold(text.toString()) : paint.code(text.toString());
    }
}
