package dev.lastack.it;

import java.util.List;

/**
 * One row of the Netty matrix as the program printed it, and what must be said of it.
 *
 * @param channels that the application saw become active
 * @param openChannels of them that Netty says are open still
 * @param closeWaits the kernel's count at the end
 * @param timeWaits the kernel's count at the end, on our side
 */
record NettyRow(
        String role, String behaviour, int port, long channels, long openChannels, long closeWaits, long timeWaits) {

    static final int BEHAVIOURS = 6;

    static List<NettyRow> of(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("ROW "))
                .map(line -> parse(line.split(" ", -1)))
                .toList();
    }

    private static NettyRow parse(String[] words) {
        return new NettyRow(
                words[1],
                words[2],
                Integer.parseInt(words[3]),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]),
                Long.parseLong(words[6]),
                Long.parseLong(words[7]));
    }

    String peer() {
        return "127.0.0.1:" + port;
    }

    String firstCloser() {
        return switch (behaviour) {
            case "HEALTHY", "CLOSED_BY_HANDLER" -> "local";
            case "RESET_BY_PEER" -> "resetByRemote";
            default -> "remote";
        };
    }

    /** The native transports meet the remote's close also while reading is switched off, and close. */
    boolean leaks(String transport) {
        return halfClosure() || (behaviour.equals("READING_OFF") && transport.equals("nio"));
    }

    private boolean halfClosure() {
        return behaviour.equals("HALF_CLOSURE_IGNORED");
    }

    String rule() {
        return halfClosure() ? "close-wait/eof-ignored" : "close-wait/unread";
    }

    String setting() {
        return halfClosure() ? "half-closure is allowed" : "reading is switched off";
    }

    String handler() {
        return halfClosure() ? "Behaviour$EchoingHandler" : "Behaviour$NotReadingHandler";
    }

    String culprit() {
        if (!halfClosure()) {
            return "Behaviour$NotReadingHandler.channelActive";
        }
        return role.equals("server") ? "Behaviour$EchoingHandler.channelRead" : "ClientRow.connect";
    }
}
