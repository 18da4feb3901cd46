package dev.lastack.cli.jvms;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/** The TCP sockets of each network namespace, scanned once: on a busy host a scan is not cheap. */
final class SocketTables {

    private static final int INODE_FIELD = 9;
    private static final int STATE_FIELD = 3;
    private static final int HEXADECIMAL = 16;
    private static final int TIME_WAIT = 6;

    private final Map<String, Table> tables = new HashMap<>();

    Table of(ProcessFolder process) throws IOException {
        String namespace = process.networkNamespace();
        Table known = tables.get(namespace);
        if (known != null) {
            return known;
        }
        Table table = new Table();
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

    private static void scan(Path file, Table table) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            in.readLine(); // names of the columns
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                entry(new StringTokenizer(line), table);
            }
        } catch (NoSuchFileException e) {
            if (!file.endsWith("tcp6")) { // IPv6 may be switched off
                throw e;
            }
        }
    }

    private static void entry(StringTokenizer fields, Table table) {
        int state = 0;
        for (int i = 0; fields.hasMoreTokens() && i <= INODE_FIELD; i++) {
            String field = fields.nextToken();
            if (i == STATE_FIELD) {
                state = Integer.parseInt(field, HEXADECIMAL);
            } else if (i == INODE_FIELD) {
                table.stateByInode.put(Long.parseLong(field), state);
            }
        }
        if (state == TIME_WAIT) {
            table.timeWaits++;
        }
    }

    /** States are the kernel's numbers, include/net/tcp_states.h. */
    static final class Table {

        private final Map<Long, Integer> stateByInode = new HashMap<>();
        private int timeWaits;

        RunningJvm.Sockets among(Iterable<Long> inodes) {
            int established = 0;
            int closeWait = 0;
            int owing = 0;
            for (Long inode : inodes) {
                switch (stateByInode.getOrDefault(inode, 0)) {
                    case 1 -> established++;
                    case 8 -> closeWait++;
                    case 4, 5, 11 -> owing++; // FIN_WAIT1, FIN_WAIT2, CLOSING
                    default -> {}
                }
            }
            return new RunningJvm.Sockets(established, closeWait, owing);
        }
    }
}
