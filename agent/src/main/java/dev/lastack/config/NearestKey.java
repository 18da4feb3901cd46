package dev.lastack.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The key that somebody who wrote another name most likely meant. */
final class NearestKey {

    private NearestKey() {}

    /** Null where no key is near: at most one character in three may differ. */
    static @Nullable Key<?> to(String name) {
        String written = name.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-');
        Key<?> nearest = null;
        int least = Integer.MAX_VALUE;
        for (Key<?> key : Key.ALL) {
            int distance = distance(written, key.name());
            if (distance < least && distance <= key.name().length() / 3) {
                nearest = key;
                least = distance;
            }
        }
        return nearest;
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
