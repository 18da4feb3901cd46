package dev.lastack.bench;

/** What stands behind the hooks while a benchmark calls them; see {@link OwnTracking}. */
public enum Hooks {
    /** Nobody: what is left is the benchmark's own. */
    OFF,

    /** A tracking that asks the kernel nothing. */
    NO_KERNEL,

    /** A tracking as in production. */
    ALL
}
