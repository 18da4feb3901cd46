package dev.lastack.cli.jvms;

import dev.lastack.kernel.ProcSockets;
import dev.lastack.snapshot.TcpState;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The TCP sockets of each network namespace, scanned once: on a busy host a scan is not cheap. */
final class SocketTables {

    private final Map<String, SocketStates> tables = new HashMap<>();

    SocketStates of(ProcessFolder process) throws IOException {
        String namespace = process.networkNamespace();
        SocketStates known = tables.get(namespace);
        if (known != null) {
            return known;
        }
        SocketStates table = new SocketStates();
        for (String file : List.of("tcp", "tcp6")) {
            scan(process.socketTable(file), table);
        }
        tables.put(namespace, table);
        return table;
    }

    Map<String, Integer> timeWaits() {
        Map<String, Integer> counts = new HashMap<>();
        tables.forEach((namespace, table) -> counts.put(namespace, table.timeWaits));
        return counts;
    }

    private static void scan(Path file, SocketStates table) throws IOException {
        try {
            ProcSockets.forEachRow(file, table::add);
        } catch (NoSuchFileException e) {
            if (!file.endsWith("tcp6")) { // IPv6 may be switched off
                throw e;
            }
        }
    }

    /** States of the TCP sockets of one network namespace, by inode. */
    static final class SocketStates {

        private final Map<Long, Integer> stateByInode = new HashMap<>();
        private int timeWaits;

        private void add(ProcSockets.Row row) {
            stateByInode.put(row.inode(), row.state());
            if (row.state() == TcpState.TIME_WAIT.number()) {
                timeWaits++;
            }
        }

        ListedJvm.Sockets among(Iterable<Long> inodes) {
            int established = 0;
            int closeWait = 0;
            int owing = 0;
            for (Long inode : inodes) {
                switch (TcpState.of(stateByInode.getOrDefault(inode, 0))) {
                    case ESTABLISHED -> established++;
                    case CLOSE_WAIT -> closeWait++;
                    case FIN_WAIT1, FIN_WAIT2, CLOSING -> owing++;
                    default -> {}
                }
            }
            return new ListedJvm.Sockets(established, closeWait, owing);
        }
    }
}
