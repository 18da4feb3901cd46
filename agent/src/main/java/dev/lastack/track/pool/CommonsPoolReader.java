package dev.lastack.track.pool;

import dev.lastack.snapshot.PoolLibrary;
import dev.lastack.track.objects.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** commons-pool 2 and what stands on it: DBCP 2, Jedis. {@code PooledObject.getState()} takes a lock, its field does not. */
final class CommonsPoolReader implements PoolReader {

    @Override
    public List<String> types() {
        return List.of(
                "org.apache.commons.pool2.impl.GenericObjectPool",
                "org.apache.commons.pool2.impl.GenericKeyedObjectPool",
                "org.apache.tomcat.dbcp.pool2.impl.GenericObjectPool");
    }

    @Override
    public void read(Object pool, Fields fields, Consumer<PooledConnection> found) {
        all(fields.get(pool, "allObjects"), fields, found);
        if (fields.get(pool, "poolMap") instanceof Map<?, ?> byKey) {
            for (Object objects : byKey.values()) {
                all(fields.get(objects, "allObjects"), fields, found);
            }
        }
    }

    private static void all(@Nullable Object allObjects, Fields fields, Consumer<PooledConnection> found) {
        if (allObjects instanceof Map<?, ?> map) {
            for (Object pooled : Fields.copy(map.values())) {
                Object connection = fields.get(pooled, "object");
                if (connection != null && fields.get(pooled, "state") instanceof Enum<?> state) {
                    tell(pooled, connection, state.name(), fields, found);
                }
            }
        }
    }

    private static void tell(
            Object pooled, Object connection, String state, Fields fields, Consumer<PooledConnection> found) {
        boolean borrowed = state.equals("ALLOCATED");
        if (borrowed || state.equals("IDLE")) {
            Object borrower = fields.get(fields.get(pooled, "borrowedBy"), "snapshot");
            found.accept(new PooledConnection(
                    library(connection.getClass().getName()),
                    null,
                    connection,
                    borrowed,
                    borrowedMillis(pooled, fields),
                    borrower instanceof Throwable stack ? stack : null,
                    null));
        }
    }

    private static PoolLibrary library(String connection) {
        if (connection.contains(".dbcp2.")) {
            return PoolLibrary.DBCP;
        }
        return connection.startsWith("redis.clients.jedis.") ? PoolLibrary.JEDIS : PoolLibrary.COMMONS_POOL;
    }

    /** A number until 2.10, a moment since. */
    private static long borrowedMillis(Object pooled, Fields fields) {
        long then = fields.get(pooled, "lastBorrowInstant") instanceof Instant instant
                ? instant.toEpochMilli()
                : fields.getLong(pooled, "lastBorrowTime", 0);
        return then == 0 ? PooledConnection.NOT_RECORDED : Math.max(0, System.currentTimeMillis() - then);
    }
}
