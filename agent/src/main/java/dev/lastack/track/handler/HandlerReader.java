package dev.lastack.track.handler;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Knows the inside of one server, in all versions whose fields it finds. Reads fields and concurrent collections; takes
 * no lock of the server and calls no method that does. What it does not find it does not tell.
 */
interface HandlerReader {

    /** Of what hangs on the connection, or of a class above it: what a class of this name is, this reader reads. */
    List<String> types();

    /**
     * May fail in any way while the application is at work: that is no answer.
     *
     * @param held attachment of the selection key, or handler of Netty's pipeline
     */
    @Nullable
    Found read(Object held, Reading reading);
}
