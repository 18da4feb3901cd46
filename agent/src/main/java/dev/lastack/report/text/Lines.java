package dev.lastack.report.text;

import dev.lastack.text.Paragraphs;
import dev.lastack.text.Printable;
import java.util.List;

/** The lines of a text report as they come, none wider than the width unless a single word is. One thread. */
final class Lines {

    static final String INDENT = "       ";
    private static final String HANGING = "  ";
    private static final String GAP = "  ";

    private final StringBuilder text = new StringBuilder();
    private final int width;

    Lines(int width) {
        this.width = width;
    }

    int width() {
        return width;
    }

    void blank() {
        text.append('\n');
    }

    /** As it is. */
    void line(String line) {
        text.append(Printable.of(line).stripTrailing()).append('\n');
    }

    /** Running text from the left edge. */
    void paragraph(String words) {
        text.append(Paragraphs.wrap(Printable.of(words), "", HANGING, width));
    }

    /** Running text below a head. */
    void indented(String words) {
        labelled("", words);
    }

    /** As {@link #indented}, with what belongs to the label below its text. */
    void labelled(String label, String words) {
        String hanging = label.isEmpty() ? HANGING : " ".repeat(label.length());
        text.append(Paragraphs.wrap(Printable.of(label + words), INDENT, hanging, width));
    }

    /** Parts that are not broken, as many on a line as fit. */
    void parts(List<String> parts, String indent) {
        StringBuilder line = new StringBuilder();
        for (String part : parts) {
            String printable = Printable.of(part);
            if (line.isEmpty()) {
                line.append(printable);
            } else if (line.length() + GAP.length() + printable.length() <= width) {
                line.append(GAP).append(printable);
            } else {
                text.append(line).append('\n');
                line = new StringBuilder(indent).append(printable);
            }
        }
        text.append(line).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
