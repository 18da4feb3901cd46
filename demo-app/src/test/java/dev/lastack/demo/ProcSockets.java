package dev.lastack.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The oracle: what the kernel says of one process's sockets, from {@code /proc/<pid>/net/tcp} restricted to the inodes
 * that the process holds as descriptors. Listeners are left out.
 *
 * @param closeWait in CLOSE_WAIT
 * @param established in ESTABLISHED
 * @param establishedUnread of these, with data in the receive queue
 * @param otherStates in any other state
 * @param stateless descriptors of sockets that no table of the kernel knows any more
 */
record ProcSockets(int closeWait, int established, int establishedUnread, int otherStates, int stateless) {

    private static final String ESTABLISHED = "01";
    private static final String CLOSE_WAIT = "08";
    private static final String LISTEN = "0A";

    /** Columns of {@code /proc/net/tcp}, split at blanks. */
    private static final int STATE = 3;

    private static final int QUEUES = 4;
    private static final int INODE = 9;

    static ProcSockets of(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            Set<String> inodes = inodes(process.resolve("fd"));
            ProcSockets tcp = new ProcSockets(0, 0, 0, 0, 0);
            for (String table : List.of("tcp", "tcp6")) {
                for (String[] row : rows(process.resolve("net").resolve(table))) {
                    tcp = inodes.remove(row[INODE]) ? tcp.plus(row[STATE], row[QUEUES]) : tcp;
                }
            }
            inodes.removeAll(unixInodes(process.resolve("net/unix")));
            return new ProcSockets(
                    tcp.closeWait, tcp.established, tcp.establishedUnread, tcp.otherStates, inodes.size());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    static ProcSockets none() {
        return new ProcSockets(0, 0, 0, 0, 0);
    }

    static ProcSockets closeWait(int connections) {
        return new ProcSockets(connections, 0, 0, 0, 0);
    }

    static ProcSockets establishedUnread(int connections) {
        return new ProcSockets(0, connections, connections, 0, 0);
    }

    static ProcSockets stateless(int descriptors) {
        return new ProcSockets(0, 0, 0, 0, descriptors);
    }

    private ProcSockets plus(String state, String queues) {
        boolean unread = !queues.endsWith(":00000000");
        return switch (state) {
            case CLOSE_WAIT -> new ProcSockets(closeWait + 1, established, establishedUnread, otherStates, stateless);
            case ESTABLISHED ->
                new ProcSockets(
                        closeWait, established + 1, establishedUnread + (unread ? 1 : 0), otherStates, stateless);
            case LISTEN -> this;
            default -> new ProcSockets(closeWait, established, establishedUnread, otherStates + 1, stateless);
        };
    }

    private static Set<String> inodes(Path descriptors) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
            for (Path link : links) {
                String target = readLink(link);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        }
        return inodes;
    }

    private static String readLink(Path link) throws IOException {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (NoSuchFileException closedMeanwhile) {
            return "";
        }
    }

    private static List<String[]> rows(Path table) throws IOException {
        return Files.readAllLines(table).stream()
                .skip(1)
                .map(line -> line.strip().split("\\s+"))
                .toList();
    }

    /** The JDK keeps a socket pair for closing channels with a reader inside. */
    private static Set<String> unixInodes(Path table) throws IOException {
        Set<String> inodes = new HashSet<>();
        rows(table).forEach(row -> inodes.add(row[6]));
        return inodes;
    }
}
