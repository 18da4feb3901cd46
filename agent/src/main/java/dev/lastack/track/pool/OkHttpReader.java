package dev.lastack.track.pool;

import dev.lastack.snapshot.PoolLibrary;
import dev.lastack.track.objects.Fields;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** OkHttp 3 to 5: a connection is lent out while calls are noted at it, under another name in each generation. */
final class OkHttpReader implements PoolReader {

    private static final List<String> CALLS = List.of("calls", "transmitters", "allocations");

    @Override
    public List<String> types() {
        return List.of("okhttp3.internal.connection.RealConnectionPool", "okhttp3.ConnectionPool");
    }

    @Override
    public void read(Object pool, Fields fields, Consumer<PooledConnection> found) {
        for (Object connection : fields.elements(pool, "connections")) {
            Collection<?> calls = calls(connection, fields);
            Object socket = fields.get(connection, "rawSocket");
            if (calls != null && socket != null) {
                found.accept(PooledConnection.of(PoolLibrary.OK_HTTP, socket, !calls.isEmpty()));
            }
        }
    }

    private static @Nullable Collection<?> calls(Object connection, Fields fields) {
        for (String name : CALLS) {
            if (fields.get(connection, name) instanceof Collection<?> calls) {
                return calls;
            }
        }
        return null;
    }
}
