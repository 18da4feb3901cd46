package dev.lastack.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings in environment variables, {@code LASTACK_WINDOW=60s}. */
final class EnvironmentVariables extends NamedValues {

    EnvironmentVariables(Map<String, String> environment) {
        super(environment, Key.ENVIRONMENT_PREFIX);
    }

    @Override
    String plainNameOf(Key<?> key) {
        return key.environmentVariable();
    }

    @Override
    String shown(String name) {
        return name;
    }

    @Override
    boolean meantAsKey(String nameWithoutPrefix, @Nullable Key<?> nearest) {
        return true;
    }
}
