package dev.lastack.track.pool;

import dev.lastack.snapshot.PoolLibrary;
import dev.lastack.track.objects.Fields;
import java.util.List;
import java.util.function.Consumer;

/** {@code HttpURLConnection}'s own client, which notes whether it is in the keep-alive cache; the same on JDK 17 to 25. */
final class UrlConnectionReader implements PoolReader {

    /** Stands for it: there is one in a JVM. */
    private static final Object THE_CACHE = new Object();

    @Override
    public List<String> types() {
        return List.of("sun.net.www.http.HttpClient");
    }

    @Override
    public void read(Object client, Fields fields, Consumer<PooledConnection> found) {
        Object socket = fields.get(client, "serverSocket");
        if (socket != null && fields.get(client, "inCache") instanceof Boolean inCache) {
            found.accept(PooledConnection.of(PoolLibrary.URL_CONNECTION, socket, !inCache)
                    .within(THE_CACHE));
        }
    }
}
