package dev.lastack.config;

import org.jspecify.annotations.Nullable;

/** One of the places where a key can be given. */
abstract class Source {

    /** Null where the key is not given here. */
    abstract @Nullable ConfiguredValue find(Key<?> key);

    /** The key's name as it is written here. */
    abstract String nameOf(Key<?> key);

    final ConfigurationException unknown(ConfiguredValue given, @Nullable Key<?> nearest) {
        return given.complaint("no such key, expected " + (nearest == null ? "one of " + allNames() : nameOf(nearest)));
    }

    final String allNames() {
        StringBuilder names = new StringBuilder();
        for (Key<?> key : Key.ALL) {
            names.append(names.isEmpty() ? "" : ", ").append(nameOf(key));
        }
        return names.toString();
    }
}
