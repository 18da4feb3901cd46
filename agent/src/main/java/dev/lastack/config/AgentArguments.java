package dev.lastack.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings in the agent's arguments, {@code key=value,key=value}: what stands behind {@code -javaagent:lastack.jar=}. */
final class AgentArguments extends Source {

    private final Map<Key<?>, ConfiguredValue> given = new HashMap<>();

    AgentArguments(String text) throws ConfigurationException {
        int start = 0;
        while (start <= text.length() && !text.isEmpty()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            add(text.substring(start, end));
            start = end + 1;
        }
    }

    private void add(String argument) throws ConfigurationException {
        int equals = argument.indexOf('=');
        if (equals < 0) {
            throw new ConfigurationException("lastack: " + ConfiguredValue.oneLine(argument)
                    + ": expected key=value; a comma starts the next key and cannot be part of a value");
        }
        ConfiguredValue argumentGiven =
                new ConfiguredValue(argument.substring(0, equals), argument.substring(equals + 1));
        Key<?> key = keyOf(argumentGiven);
        ConfiguredValue before = given.get(key);
        given.put(key, before == null ? argumentGiven : both(key, before, argumentGiven));
    }

    private Key<?> keyOf(ConfiguredValue argument) throws ConfigurationException {
        for (Key<?> key : Key.ALL) {
            if (key.name().equals(argument.name())) {
                return key;
            }
        }
        throw unknown(argument, ClosestKey.to(argument.name()));
    }

    private static ConfiguredValue both(Key<?> key, ConfiguredValue before, ConfiguredValue again)
            throws ConfigurationException {
        if (!key.isRepeatable()) {
            throw again.expected(key + " only once, and " + key + "=" + before.value() + " stands before it");
        }
        return before.element(before.value() + ListType.SEPARATOR + again.value());
    }

    boolean has(Key<?> key) {
        return given.containsKey(key);
    }

    /** {@code key=value} as given, of a key that is. */
    String pair(Key<?> key) {
        ConfiguredValue one = given.get(key);
        return key.name() + "=" + (one == null ? "" : one.value());
    }

    /** {@code key=value} as given, in the order of {@link Key#ALL}. */
    List<String> pairs(boolean live) {
        List<String> pairs = new ArrayList<>();
        for (Key<?> key : Key.ALL) {
            ConfiguredValue one = given.get(key);
            if (one != null && key.isLive() == live) {
                pairs.add(key.name() + "=" + one.value());
            }
        }
        return pairs;
    }

    @Override
    @Nullable
    ConfiguredValue find(Key<?> key) {
        return given.get(key);
    }

    @Override
    String nameOf(Key<?> key) {
        return key.name();
    }
}
