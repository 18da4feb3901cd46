package dev.lastack.kernel;

/** How far our side has read a connection, as its own reads tell: with it the kernel need not be asked everything. */
public enum ReadState {
    /** Neither of the others. */
    OPEN,

    /** The application has read the end of the stream: nothing can be unread, and none of it comes later. */
    ENDED,

    /** Shut down by ourselves: a hang-up for reading no longer tells of the remote. */
    SHUT
}
