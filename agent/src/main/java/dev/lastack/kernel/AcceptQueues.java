package dev.lastack.kernel;

import dev.lastack.snapshot.TcpState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many connections wait to be accepted. Read only for listeners at which nobody has accepted for long: listeners
 * stand first in the kernel's table, and of the connections behind them only so many are looked at.
 */
public final class AcceptQueues {

    private static final int MOST_ROWS = 20_000;
    private static final String SOMAXCONN = "sys/net/core/somaxconn";

    private final Path proc;

    public AcceptQueues(Path proc) {
        this.proc = proc;
    }

    /**
     * One listener's.
     *
     * @param waiting in the queue
     * @param closeWait how many of them in CLOSE_WAIT, which no descriptor stands for; -1 where there are too many
     *     sockets to tell
     */
    public record Queue(long waiting, long closeWait) {}

    private static final class Sums {
        long waiting;
        long closeWait;

        /** The kernel tells its table in pieces, and a row that moves meanwhile may be told twice. */
        Queue queue(boolean all) {
            return new Queue(waiting, all ? Math.min(closeWait, waiting) : -1);
        }
    }

    /**
     * Null where the listener is not found.
     *
     * @param inode of the listener's descriptor
     */
    public @Nullable Queue of(long inode) {
        try {
            for (String table : new String[] {"tcp", "tcp6"}) {
                Path file = proc.resolve("self/net").resolve(table);
                Queue queue = Files.exists(file) ? read(file, inode) : null;
                if (queue != null) {
                    return queue;
                }
            }
        } catch (IOException | NumberFormatException e) {
            return null;
        }
        return null;
    }

    private static @Nullable Queue read(Path table, long inode) throws IOException {
        Map<String, Sums> found = new HashMap<>(); // one at most: the listener's port
        int[] rows = {0};
        ProcSockets.readRows(table, row -> {
            if (row.inode() == inode && row.state() == TcpState.LISTEN.number()) {
                Sums sums = new Sums();
                sums.waiting = row.receiveQueue();
                found.put(port(row.local()), sums);
            } else if (row.state() != TcpState.LISTEN.number() && found.isEmpty()) {
                return false;
            }
            Sums sums = row.state() == TcpState.CLOSE_WAIT.number() && row.inode() == 0
                    ? found.get(port(row.local()))
                    : null;
            if (sums != null) {
                sums.closeWait++;
            }
            return ++rows[0] < MOST_ROWS;
        });
        for (Sums sums : found.values()) {
            return sums.queue(rows[0] < MOST_ROWS);
        }
        return null;
    }

    private static String port(String local) {
        return local.substring(local.indexOf(':') + 1);
    }

    /** What listen() cuts a queue's length down to; 0 where it cannot be read. */
    public long longest() {
        try {
            return Long.parseLong(Files.readString(proc.resolve(SOMAXCONN)).strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
