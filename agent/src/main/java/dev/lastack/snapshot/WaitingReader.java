package dev.lastack.snapshot;

/** Who waits for a connection's data at the moment of the snapshot. */
public enum WaitingReader {
    /** Nobody, or nobody that is known. */
    NONE,
    /** A thread of a library, in a read or a select(), with no code of the application on its stack. */
    LIBRARY,
    /**
     * The same, and its select() is for many connections at once: one client has them all, and opens further ones though
     * it knows of these. So they are held for a purpose, such as subscriptions (WebSockets).
     */
    LIBRARY_OF_MANY,
    /** A handler or a callback of the application is registered for it with its Netty channel. */
    HANDLER,
    /** The application's own code: it stands in a read of this connection, or in a select() for it. */
    APPLICATION;

    /** Whether somebody has a use for the connection, as far as this tells. */
    public boolean isWanted() {
        return compareTo(LIBRARY_OF_MANY) >= 0;
    }
}
