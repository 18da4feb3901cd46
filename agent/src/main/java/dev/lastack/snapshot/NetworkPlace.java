package dev.lastack.snapshot;

import java.util.List;

/**
 * Whose network settings are seen from here.
 *
 * @param containerHints what looks like a container, {@code /.dockerenv}; empty where nothing does
 */
public record NetworkPlace(List<String> containerHints, Namespace namespace) {

    public static final NetworkPlace UNKNOWN = new NetworkPlace(List.of(), Namespace.UNKNOWN);

    public NetworkPlace {
        containerHints = List.copyOf(containerHints);
    }

    public boolean container() {
        return !containerHints.isEmpty();
    }

    /** A network namespace. */
    public enum Namespace {
        /** The first one, that of the host. A container can be in it, too. */
        HOST,
        /** One of its own: a container's, or made with {@code ip netns}. */
        OWN,
        UNKNOWN
    }
}
