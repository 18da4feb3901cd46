package dev.lastack.analyze.leak;

import dev.lastack.snapshot.OpenConnection;

/**
 * Pools that were made for one call each, and left behind with the connection of that call. A client that is shared puts
 * its connections to one remote into one pool, and uses them again.
 */
public final class ThrownAwayPools {

    /** A program may have a client or two for each purpose, and each may lie idle. */
    private static final int FEWEST = 3;

    private ThrownAwayPools() {}

    /** Whether most of these connections, each of which lies in its pool, are such. */
    public static boolean are(AffectedConnections group) {
        PoolSizes sizes = new PoolSizes(group.path().open());
        long alone = group.count(connection -> isAlone(connection, sizes));
        return alone >= FEWEST && 2 * alone > group.size();
    }

    private static boolean isAlone(OpenConnection connection, PoolSizes sizes) {
        return !connection.reused() && sizes.of(connection) == 1;
    }
}
