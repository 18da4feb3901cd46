package dev.lastack.track.path;

import dev.lastack.snapshot.EndedConnection;

/** Somebody who is told of each connection that ends, by the agent's own thread with the code paths' monitor held. */
public interface EndListener {

    /** Asked first, for each: describing a connection is not free. */
    boolean wants();

    /** Must not wait for anything. */
    void ended(EndedConnection connection);
}
