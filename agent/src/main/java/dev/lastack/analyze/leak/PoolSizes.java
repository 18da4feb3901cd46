package dev.lastack.analyze.leak;

import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Pooled;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** How many of some connections each pool has. */
final class PoolSizes {

    private final Map<Integer, Integer> sizes = new HashMap<>();

    PoolSizes(Collection<OpenConnection> connections) {
        for (OpenConnection connection : connections) {
            Pooled pool = connection.pool();
            if (pool != null) {
                sizes.merge(pool.pool(), 1, Integer::sum);
            }
        }
    }

    /** So many of them does the pool of this one have; 0 where no pool has it. */
    int of(OpenConnection connection) {
        Pooled pool = connection.pool();
        return pool == null ? 0 : sizes.getOrDefault(pool.pool(), 0);
    }
}
