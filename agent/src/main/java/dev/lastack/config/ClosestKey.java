package dev.lastack.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The key that somebody who wrote another name most likely meant. */
final class ClosestKey {

    private ClosestKey() {}

    /** Null where no key is near: at most one character in three may differ. */
    static @Nullable Key<?> to(String name) {
        String written = name.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-');
        return ClosestName.<Key<?>>to(written, Key.ALL, Key::name).orElse(null);
    }
}
