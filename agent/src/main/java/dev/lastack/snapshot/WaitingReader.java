package dev.lastack.snapshot;

/** Who waits for a connection's data at the moment of the snapshot. */
public enum WaitingReader {
    /** Nobody, or nobody that is known. */
    NONE,
    /** A thread of a library, in a read or a select(), with no code of the application on its stack. */
    LIBRARY,
    /** The application's own code: it stands in a read of this connection, or in a select() for it. */
    APPLICATION
}
