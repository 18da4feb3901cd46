package dev.lastack.snapshot;

/** Why a snapshot was taken. */
public enum Trigger {
    /** The JVM ends: the verdict is about the whole run. */
    EXIT,
    /** {@code report-every}. */
    INTERVAL,
    /** Somebody asked. */
    COMMAND
}
