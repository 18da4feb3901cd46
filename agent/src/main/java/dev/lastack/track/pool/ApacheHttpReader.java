package dev.lastack.track.pool;

import dev.lastack.snapshot.PoolLibrary;
import dev.lastack.track.objects.Fields;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Apache HttpClient 4.3 and later, and 5, with either of its pools: what is leased, and what is available. */
final class ApacheHttpReader implements PoolReader {

    @Override
    public List<String> types() {
        return List.of(
                "org.apache.http.impl.conn.PoolingHttpClientConnectionManager",
                "org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager");
    }

    @Override
    public void read(Object manager, Fields fields, Consumer<PooledConnection> found) {
        Object pool = fields.get(manager, "pool");
        boolean five = pool != null && pool.getClass().getName().startsWith("org.apache.hc.");
        PoolLibrary library = five ? PoolLibrary.APACHE_HTTP_5 : PoolLibrary.APACHE_HTTP_4;
        entries(library, pool, fields, found);
        // version 5's lax pool has one for each route, in a concurrent map
        if (fields.get(pool, "leased") == null && fields.get(pool, "routeToPool") instanceof Map<?, ?> byRoute) {
            for (Object ofRoute : Fields.copy(byRoute.values())) {
                entries(library, ofRoute, fields, found);
            }
        }
    }

    private static void entries(
            PoolLibrary library, @Nullable Object pool, Fields fields, Consumer<PooledConnection> found) {
        for (Object entry : fields.elements(pool, "leased")) {
            found.accept(PooledConnection.of(library, connection(entry, fields), true));
        }
        for (Object entry : fields.elements(pool, "available")) {
            found.accept(PooledConnection.of(library, connection(entry, fields), false));
        }
    }

    /** The entry itself knows more than its connection: the pool, by what disposes of it. */
    private static Object connection(Object element, Fields fields) {
        Object entry = element instanceof AtomicMarkableReference<?> marked ? marked.getReference() : element;
        Object connection = fields.get(entry, "conn");
        Object reference = connection == null ? fields.get(entry, "connRef") : connection;
        return reference == null ? element : reference;
    }
}
