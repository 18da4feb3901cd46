package dev.lastack.snapshot;

import java.util.List;

/**
 * Everything that was seen of the connections opened at one place.
 *
 * @param id stable within one run
 * @param transport {@code socket}, {@code nio}, {@code aio}, {@code netty-epoll}, ...
 * @param peer {@code ip:port} of the destination, or of the listener for a server; IPv6 in brackets
 * @param openStack of connect or accept; an acceptor's stack for a server
 * @param opened how many since the watch began
 * @param open the connections not released yet, oldest first
 */
public record CodePath(
        String id,
        Role role,
        String transport,
        String peer,
        Stack openStack,
        long opened,
        Ended ended,
        List<OpenConnection> open,
        TimeWait timeWait,
        Traffic traffic) {

    public CodePath {
        open = List.copyOf(open);
    }
}
