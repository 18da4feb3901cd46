package dev.lastack.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;

/** What somebody who wrote another name most likely meant. */
public final class ClosestName {

    private ClosestName() {}

    /** Empty where none is near: at most one character in three may differ. */
    public static <T> Optional<T> to(String written, Collection<? extends T> candidates, Function<T, String> name) {
        return candidates.stream()
                .<T>map(candidate -> candidate)
                .filter(candidate -> distance(written, name.apply(candidate))
                        <= name.apply(candidate).length() / 3)
                .min(Comparator.comparingInt(candidate -> distance(written, name.apply(candidate))));
    }

    /** Levenshtein's: insertions, deletions and replacements. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(diagonal, row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
