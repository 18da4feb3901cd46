package dev.lastack.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringTokenizer;

/** How /proc shows sockets: as links of descriptors, and as rows of the network namespace's tables. */
public final class ProcSockets {

    private static final String LINK = "socket:[";
    private static final int HEX = 16;
    private static final int FIELDS = 10;
    private static final int FIELDS_BEFORE_INODE = 5;

    private ProcSockets() {}

    /**
     * One socket of {@code tcp} or {@code tcp6}.
     *
     * @param local address and port, both in hexadecimal
     * @param remote address and port, both in hexadecimal
     * @param state as in {@link dev.lastack.snapshot.TcpState}
     * @param receiveQueue bytes unread; of a listener the connections that wait to be accepted
     * @param inode 0 where no descriptor stands for it any more
     */
    public record Row(String local, String remote, int state, long receiveQueue, long inode) {}

    /** Is given row after row, until it has seen enough. */
    public interface RowsReader {

        /** Tells whether to go on. */
        boolean read(Row row) throws IOException;
    }

    /** Is given row after row: on a busy host they are too many to keep. */
    public interface RowReader {

        void read(Row row) throws IOException;
    }

    /** Of the socket that a link in a folder {@code fd} stands for; 0 where it is no socket, or closed meanwhile. */
    public static long inode(Path link) {
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith(LINK) ? Long.parseLong(target, LINK.length(), target.length() - 1, 10) : 0;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /** {@code sl local remote st tx:rx tr:tm retrnsmt uid timeout inode ...}, below a line of names. */
    public static void forEachRow(Path table, RowReader reader) throws IOException {
        readRows(table, row -> {
            reader.read(row);
            return true;
        });
    }

    /** As {@link #forEachRow}. Those that listen come first. */
    public static void readRows(Path table, RowsReader reader) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(table, StandardCharsets.ISO_8859_1)) {
            in.readLine();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                StringTokenizer fields = new StringTokenizer(line);
                if (fields.countTokens() >= FIELDS && !reader.read(row(fields))) {
                    return;
                }
            }
        }
    }

    private static Row row(StringTokenizer fields) {
        fields.nextToken();
        String local = fields.nextToken();
        String remote = fields.nextToken();
        int state = Integer.parseInt(fields.nextToken(), HEX);
        String queues = fields.nextToken();
        long receiveQueue = Long.parseLong(queues.substring(queues.indexOf(':') + 1), HEX);
        for (int i = 1; i < FIELDS_BEFORE_INODE; i++) {
            fields.nextToken();
        }
        return new Row(local, remote, state, receiveQueue, Long.parseLong(fields.nextToken()));
    }
}
