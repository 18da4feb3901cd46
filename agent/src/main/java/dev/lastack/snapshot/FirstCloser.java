package dev.lastack.snapshot;

/** The side whose FIN (or reset) went first, see RFC 9293, 3.6. It does not matter who connected. */
public enum FirstCloser {
    /** Our FIN left before theirs had arrived at this host. */
    LOCAL,
    /** Theirs had arrived when ours left. */
    REMOTE,
    /** LOCAL, and we saw that theirs was under way then: the kernel was in CLOSING. After a plain close nobody sees that. */
    SIMULTANEOUS,
    /** A reset of theirs came first, also where a FIN of ours still waited behind unsent data. */
    RESET_BY_REMOTE,
    /** Abortive close: linger 0, or data was unread at close. */
    RESET_BY_LOCAL,
    UNKNOWN
}
