package dev.lastack.it.harness;

/** A text report as one line: where a sentence of it is wrapped depends on the numbers in it. */
public final class Unwrapped {

    private Unwrapped() {}

    public static String of(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
