package dev.lastack.snapshot;

/** The side whose FIN (or reset) went first, see RFC 9293, 3.6. It does not matter who connected. */
public enum FirstCloser {
    LOCAL,
    REMOTE,
    /** Both FINs crossed: the kernel went through CLOSING. */
    SIMULTANEOUS,
    RESET_BY_REMOTE,
    /** Abortive close: linger 0, or data was unread at close. */
    RESET_BY_LOCAL,
    UNKNOWN
}
