package dev.lastack.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that lie among other programs' values: system properties, environment variables. */
abstract class NamedValues extends Source {

    private final Map<?, ?> values;
    private final String prefix;

    NamedValues(Map<?, ?> values, String prefix) {
        this.values = values;
        this.prefix = prefix;
    }

    /** As a person writes it. */
    abstract String shown(String name);

    /** Whether a name that begins with our prefix and is no key's was meant to be a key's. */
    abstract boolean meantAsKey(String nameWithoutPrefix, @Nullable Key<?> nearest);

    abstract String plainNameOf(Key<?> key);

    @Override
    final @Nullable ConfiguredValue find(Key<?> key) {
        String name = plainNameOf(key);
        Object value = values.get(name);
        return value == null ? null : new ConfiguredValue(shown(name), String.valueOf(value));
    }

    @Override
    final String nameOf(Key<?> key) {
        return shown(plainNameOf(key));
    }

    /** A misspelt key would otherwise be without effect, and nobody would know. */
    final void refuseUnknown() throws ConfigurationException {
        String first = null;
        for (Object name : values.keySet()) {
            if (name instanceof String text && isUnknown(text) && (first == null || text.compareTo(first) < 0)) {
                first = text;
            }
        }
        if (first != null) {
            ConfiguredValue given = new ConfiguredValue(shown(first), String.valueOf(values.get(first)));
            throw unknown(given, ClosestKey.to(first.substring(prefix.length())));
        }
    }

    private boolean isUnknown(String name) {
        if (!name.regionMatches(true, 0, prefix, 0, prefix.length())) {
            return false;
        }
        for (Key<?> key : Key.ALL) {
            if (plainNameOf(key).equals(name)) {
                return false;
            }
        }
        String rest = name.substring(prefix.length());
        return meantAsKey(rest, ClosestKey.to(rest));
    }
}
