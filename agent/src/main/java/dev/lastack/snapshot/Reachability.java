package dev.lastack.snapshot;

/** Whether the application can still get at the socket or channel, as of the last garbage collection that looked. */
public enum Reachability {
    REACHABLE,
    /** The collector has cleared it: no code can close it any more. */
    UNREACHABLE,
    /** Opened before the watch: its object was never met. */
    UNKNOWN
}
