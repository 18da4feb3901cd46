package dev.lastack.track.pool;

import dev.lastack.snapshot.PoolLibrary;
import dev.lastack.track.objects.Fields;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tomcat JDBC 7 to 11: two queues, and the time of the last move between them. */
final class TomcatJdbcReader implements PoolReader {

    @Override
    public List<String> types() {
        return List.of("org.apache.tomcat.jdbc.pool.ConnectionPool");
    }

    @Override
    public void read(Object pool, Fields fields, Consumer<PooledConnection> found) {
        String name = fields.getText(fields.get(pool, "poolProperties"), "name");
        queue(fields.get(pool, "idle"), false, name, fields, found);
        queue(fields.get(pool, "busy"), true, name, fields, found);
    }

    /** Its own fair queue would be iterated under its lock: the list inside is not. */
    private static void queue(
            @Nullable Object queue,
            boolean borrowed,
            @Nullable String name,
            Fields fields,
            Consumer<PooledConnection> found) {
        Object items = fields.get(queue, "items");
        long now = System.currentTimeMillis();
        for (Object entry : Fields.copy(items == null ? queue : items)) {
            Object connection = fields.get(entry, "connection");
            if (connection != null) {
                long since = fields.getLong(entry, "timestamp", 0);
                found.accept(new PooledConnection(
                        PoolLibrary.TOMCAT_JDBC,
                        name,
                        connection,
                        borrowed,
                        since == 0 ? PooledConnection.NOT_RECORDED : Math.max(0, now - since),
                        null,
                        null));
            }
        }
    }
}
