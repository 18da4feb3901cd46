package dev.lastack.it.oracle;

/**
 * One line of {@code /proc/net/tcp} or {@code tcp6}.
 *
 * @param unreadBytes data and FIN in the receive queue that nobody has read
 * @param inode 0 where no descriptor holds the connection any more: TIME_WAIT, or closed and not finished
 */
public record TcpEntry(int localPort, int remotePort, TcpState state, long unreadBytes, long inode) {

    /**
     * Columns: sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode ... Makes no strings of
     * them: the table has thousands of lines where a test has just left TIME_WAIT behind, and a program that waits reads it
     * every few milliseconds.
     *
     * @param begin where the line begins
     */
    static TcpEntry parse(byte[] table, int begin) {
        // not by blanks: the line's number leaves none before itself from 10,000 on
        int local = next(table, afterColon(table, begin));
        int remote = next(table, local);
        int state = next(table, remote);
        int queues = next(table, state);
        int inode = queues;
        for (int column = 4; column < 9; column++) {
            inode = next(table, inode);
        }
        return new TcpEntry(
                (int) number(table, afterColon(table, local), 16),
                (int) number(table, afterColon(table, remote), 16),
                TcpState.of((int) number(table, state, 16)),
                number(table, afterColon(table, queues), 16),
                number(table, inode, 10));
    }

    /** Where the next column begins. */
    private static int next(byte[] table, int from) {
        int at = from;
        while (table[at] != ' ') {
            at++;
        }
        while (table[at] == ' ') {
            at++;
        }
        return at;
    }

    private static int afterColon(byte[] table, int from) {
        int at = from;
        while (table[at] != ':') {
            at++;
        }
        return at + 1;
    }

    private static long number(byte[] table, int from, int radix) {
        long number = 0;
        int at = from;
        for (int digit = Character.digit(table[at], radix); digit >= 0; digit = Character.digit(table[at], radix)) {
            number = number * radix + digit;
            at++;
        }
        return number;
    }
}
