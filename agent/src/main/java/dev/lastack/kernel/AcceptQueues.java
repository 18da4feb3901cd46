package dev.lastack.kernel;

import dev.lastack.snapshot.TcpState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** Takes row after row: listeners, then the connections, until one listener's are counted. */
    private static final class Counter {

        private final long inode;
        private @Nullable String port;
        private long waiting;
        private long closeWait;
        private int rows;

        Counter(long inode) {
            this.inode = inode;
        }

        /** False where the listener is not among those that stand first, and where that were rows enough. */
        boolean goesOnAfter(ProcSockets.Row row) {
            if (row.state() == TcpState.LISTEN.number()) {
                if (row.inode() == inode) {
                    port = port(row.local());
                    waiting = row.receiveQueue();
                }
            } else if (port == null) {
                return false;
            } else if (row.state() == TcpState.CLOSE_WAIT.number()
                    && row.inode() == 0
                    && port(row.local()).equals(port)) {
                closeWait++;
            }
            return ++rows < MOST_ROWS;
        }

        /** The kernel tells its table in pieces, and a row that moves meanwhile may be told twice. */
        @Nullable
        Queue queue() {
            return port == null ? null : new Queue(waiting, rows < MOST_ROWS ? Math.min(closeWait, waiting) : -1);
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
        Counter counter = new Counter(inode);
        ProcSockets.readRows(table, counter::goesOnAfter);
        return counter.queue();
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
