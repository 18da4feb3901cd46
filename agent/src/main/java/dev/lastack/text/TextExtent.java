package dev.lastack.text;

import java.util.ArrayList;
import java.util.List;

/**
 * How wide a text report is, and how much of it is written.
 *
 * @param width columns; a longer word or site is not broken
 * @param findings how many are written, the most harmful ones
 * @param full whether nothing is left out: neither findings and rows, nor a reason or a fix that stands further up
 */
public record TextExtent(int width, int findings, boolean full) {

    /** For a file, a pipe, and whatever else has no width of its own: that of a terminal nobody has enlarged. */
    public static final TextExtent USUAL = new TextExtent(80, 20, false);

    /** Narrower than this, every second line would be broken. */
    private static final int LEAST = 64;

    /** Longer lines are hard to read, and tables need no more. */
    private static final int MOST = 140;

    private static final String WIDTH = "width=";
    private static final String FINDINGS = "findings=";
    private static final String FULL = "full";

    public TextExtent {
        width = Math.max(LEAST, Math.min(MOST, width));
        findings = full ? Integer.MAX_VALUE : Math.max(1, findings);
    }

    public static TextExtent of(Display display) {
        return new TextExtent(display.terminal() ? display.width() : USUAL.width, USUAL.findings, false);
    }

    public TextExtent withFindings(int most) {
        return new TextExtent(width, most, full);
    }

    public TextExtent inFull() {
        return new TextExtent(width, findings, true);
    }

    /** As words that travel to another process, for {@link #of(List)}. */
    public List<String> words() {
        List<String> words = new ArrayList<>(List.of(WIDTH + width, FINDINGS + findings));
        if (full) {
            words.add(FULL);
        }
        return words;
    }

    /** Words of a later version, and what is no number, are passed over. */
    public static TextExtent of(List<String> words) {
        return new TextExtent(
                number(words, WIDTH, USUAL.width), number(words, FINDINGS, USUAL.findings), words.contains(FULL));
    }

    private static int number(List<String> words, String name, int otherwise) {
        return words.stream()
                .filter(word -> word.startsWith(name))
                .map(word -> word.substring(name.length()))
                .filter(digits -> digits.matches("\\d{1,10}"))
                .mapToInt(digits -> (int) Math.min(Integer.MAX_VALUE, Long.parseLong(digits)))
                .findFirst()
                .orElse(otherwise);
    }
}
