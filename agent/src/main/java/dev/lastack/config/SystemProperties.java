package dev.lastack.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings in system properties, {@code -Dlastack.window=60s}. */
final class SystemProperties extends NamedValues {

    SystemProperties(Map<?, ?> properties) {
        super(properties, Key.PROPERTY_PREFIX);
    }

    @Override
    String plainNameOf(Key<?> key) {
        return key.property();
    }

    @Override
    String shown(String name) {
        return "-D" + name;
    }

    /** Names with a second dot, such as a test harness's own, are let be unless they come close to a key. */
    @Override
    boolean meantAsKey(String nameWithoutPrefix, @Nullable Key<?> nearest) {
        return nearest != null || nameWithoutPrefix.indexOf('.') < 0;
    }
}
