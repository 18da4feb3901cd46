package dev.lastack.track.pool;

import dev.lastack.track.objects.Fields;
import java.util.List;
import java.util.function.Consumer;

/**
 * Knows the inside of one library's pools, in all versions whose fields it finds. Reads fields and concurrent
 * collections; takes no lock of the pool and calls no method that does. What it does not find it does not tell.
 */
interface PoolReader {

    /** Of the pool or of a class above it: what a class of this name is, this reader reads. */
    List<String> types();

    /** May fail in any way while the application is at work on the pool: the caller takes what it got until then. */
    void read(Object pool, Fields fields, Consumer<PooledConnection> found);
}
