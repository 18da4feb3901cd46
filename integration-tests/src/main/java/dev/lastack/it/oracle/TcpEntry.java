package dev.lastack.it.oracle;

/**
 * One line of {@code /proc/net/tcp} or {@code tcp6}.
 *
 * @param unreadBytes data and FIN in the receive queue that nobody has read
 * @param inode 0 where no descriptor holds the connection any more: TIME_WAIT, or closed and not finished
 */
public record TcpEntry(int localPort, int remotePort, TcpState state, long unreadBytes, long inode) {

    /** Columns: sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode ... */
    static TcpEntry parse(String line) {
        String[] columns = line.trim().split("\\s+");
        String queues = columns[4];
        return new TcpEntry(
                port(columns[1]),
                port(columns[2]),
                TcpState.of(Integer.parseInt(columns[3], 16)),
                Long.parseLong(queues.substring(queues.indexOf(':') + 1), 16),
                Long.parseLong(columns[9]));
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }
}
