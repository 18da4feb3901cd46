package dev.lastack.track.pool;

import dev.lastack.snapshot.PoolLibrary;
import dev.lastack.track.objects.Fields;
import java.util.List;
import java.util.function.Consumer;

/** reactor-netty 1.0 and later, by the state of the reference that was lent out last. HTTP/2 has a pool of its own above. */
final class ReactorNettyReader implements PoolReader {

    // reactor.pool.AbstractPool.AbstractPooledRef
    private static final long IDLE = 0;
    private static final long ACQUIRED = 1;
    private static final long RELEASED = 2;

    /** Stands for the pool of all whose own is not found. */
    private static final Object UNKNOWN = new Object();

    @Override
    public List<String> types() {
        return List.of("reactor.netty.resources.DefaultPooledConnectionProvider$PooledConnection");
    }

    @Override
    public void read(Object pooled, Fields fields, Consumer<PooledConnection> found) {
        Object channel = fields.get(pooled, "channel");
        Object reference = fields.get(pooled, "pooledRef");
        Object wrapped = fields.get(reference, "originalRef");
        Object lent = wrapped == null ? reference : wrapped;
        long state = lent == null ? IDLE : fields.getLong(lent, "state", Long.MIN_VALUE);
        if (channel != null && (state == IDLE || state == ACQUIRED || state == RELEASED)) {
            Object pool = fields.get(lent, "pool");
            found.accept(PooledConnection.of(PoolLibrary.REACTOR_NETTY, channel, state == ACQUIRED)
                    .within(pool == null ? UNKNOWN : pool));
        }
    }
}
