package dev.lastack.snapshot;

/** Who connected. */
public enum Role {
    /** We connected. */
    CLIENT,
    /** We accepted. */
    SERVER
}
