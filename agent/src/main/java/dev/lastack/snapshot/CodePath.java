package dev.lastack.snapshot;

import java.util.List;

/**
 * Everything that was seen of the connections opened at one place.
 *
 * @param id stable within one run
 * @param peer {@code ip:port} of the destination, or of the listener for a server; IPv6 in brackets
 * @param openStack of connect or accept; an acceptor's stack for a server
 * @param opened how many since the watch began
 * @param open the connections not released yet, oldest first
 * @param load how busy it was, over the whole run
 * @param stuckListeners those at which connections wait and nobody accepts; empty for a client
 * @param unconnected channels that were made, or asked to connect, and are no connections; not counted anywhere else
 */
public record CodePath(
        String id,
        Role role,
        Transport transport,
        String peer,
        Stack openStack,
        long opened,
        ClosedConnections ended,
        List<OpenConnection> open,
        TimeWait timeWait,
        Traffic traffic,
        LoadHistory load,
        List<Listener> stuckListeners,
        List<OpenConnection> unconnected) {

    /** At another time. */
    public CodePath with(List<OpenConnection> openThen, TimeWait timeWaitThen, Traffic trafficThen) {
        return new CodePath(
                id,
                role,
                transport,
                peer,
                openStack,
                opened,
                ended,
                openThen,
                timeWaitThen,
                trafficThen,
                load,
                stuckListeners,
                unconnected);
    }

    public CodePath {
        open = List.copyOf(open);
        stuckListeners = List.copyOf(stuckListeners);
        unconnected = List.copyOf(unconnected);
    }

    /** As if only these were open. */
    public CodePath withOpen(List<OpenConnection> some) {
        return with(some, timeWait, traffic);
    }

    CodePath withTimeWaitAtMost(long kernels) {
        return with(open, timeWait.atMost(kernels), traffic);
    }

    /**
     * Of its connections all that is known is from the watch's begin on: their age and their idleness are at least so.
     */
    public boolean openedBeforeWatch() {
        return transport == Transport.UNKNOWN;
    }

    /** We connected; else we accepted. */
    public boolean isClient() {
        return role == Role.CLIENT;
    }
}
