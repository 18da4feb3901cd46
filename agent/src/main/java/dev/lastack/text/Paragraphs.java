package dev.lastack.text;

/** Breaks text at spaces into lines of a width. */
public final class Paragraphs {

    private Paragraphs() {}

    /**
     * Every line begins with the indent and ends in {@code \n}; a word that is longer than the width has a line of its
     * own.
     *
     * @param hanging what the second and later lines are indented by, beyond the indent
     */
    public static String wrap(String text, String indent, String hanging, int width) {
        StringBuilder all = new StringBuilder();
        StringBuilder line = new StringBuilder(indent);
        String gap = "";
        for (String word : text.split(" ", -1)) {
            if (!gap.isEmpty() && line.length() + gap.length() + word.length() > width) {
                all.append(line).append('\n');
                line = new StringBuilder(indent).append(hanging);
                gap = "";
            }
            line.append(gap).append(word);
            gap = " ";
        }
        return all.append(line).append('\n').toString();
    }
}
