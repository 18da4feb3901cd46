package dev.lastack.track.pool;

import dev.lastack.snapshot.PoolLibrary;
import dev.lastack.track.objects.Fields;
import java.util.List;
import java.util.function.Consumer;

/** HikariCP 2.5 to 7: {@code PoolEntry.state} of the pool's {@code ConcurrentBag}. */
final class HikariReader implements PoolReader {

    // com.zaxxer.hikari.util.ConcurrentBag.IConcurrentBagEntry
    private static final long NOT_IN_USE = 0;
    private static final long IN_USE = 1;

    @Override
    public List<String> types() {
        return List.of("com.zaxxer.hikari.pool.HikariPool");
    }

    /** Noted only where a metrics tracker is set. By the entry's own clock, which is not the same on every system. */
    private static long borrowedMillis(Object entry, Fields fields) {
        return fields.getLong(entry, "lastBorrowed", 0) == 0
                ? PooledConnection.NOT_RECORDED
                : Fields.callLong(entry, "getMillisSinceBorrowed", PooledConnection.NOT_RECORDED);
    }

    @Override
    public void read(Object pool, Fields fields, Consumer<PooledConnection> found) {
        String name = fields.getText(pool, "poolName");
        for (Object entry : fields.elements(fields.get(pool, "connectionBag"), "sharedList")) {
            Object connection = fields.get(entry, "connection");
            long state = fields.getLong(entry, "state", Long.MIN_VALUE);
            if (connection != null && (state == IN_USE || state == NOT_IN_USE)) {
                found.accept(new PooledConnection(
                        PoolLibrary.HIKARI,
                        name,
                        connection,
                        state == IN_USE,
                        borrowedMillis(entry, fields),
                        null,
                        null));
            }
        }
    }
}
