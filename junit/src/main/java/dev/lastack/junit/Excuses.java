package dev.lastack.junit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Leaks that fail nothing. Immutable.
 *
 * @param rules ids or groups; empty for all
 * @param peers {@code host:port} or {@code host}; empty for all
 */
record Excuses(List<String> rules, List<String> peers) {

    static final Excuses NONE = new Excuses(List.of(), List.of());

    boolean cover(Leak leak) {
        if (rules.isEmpty() && peers.isEmpty()) {
            return false;
        }
        return (rules.isEmpty() || rules.stream().anyMatch(rule -> isOf(rule, leak.rule())))
                && (peers.isEmpty() || peers.stream().anyMatch(peer -> isPeer(peer, leak.peer())));
    }

    private static boolean isOf(String named, String rule) {
        return rule.equals(named) || rule.startsWith(named.endsWith("/") ? named : named + "/");
    }

    private static boolean isPeer(String named, String peer) {
        if (named.equals(peer)) {
            return true;
        }
        int end = peer.lastIndexOf(':');
        String address = end < 0 ? peer : peer.substring(0, end);
        String port = end < 0 ? "" : peer.substring(end + 1);
        int colon = named.endsWith("]") ? -1 : named.lastIndexOf(':');
        String host = colon < 0 ? named : named.substring(0, colon);
        boolean samePort = colon < 0 || named.substring(colon + 1).equals(port);
        return samePort && isAddressOf(host, address);
    }

    private static boolean isAddressOf(String host, String address) {
        try {
            InetAddress wanted = InetAddress.getByName(address);
            for (InetAddress one : InetAddress.getAllByName(host)) {
                if (one.equals(wanted)) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
