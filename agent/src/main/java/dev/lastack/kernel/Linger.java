package dev.lastack.kernel;

/** What is known of a socket's SO_LINGER, which at 0 makes a close send a reset instead of a FIN. */
public enum Linger {
    /** Off, or more than 0 seconds. */
    NOT_ZERO,

    /** On, with 0 seconds. */
    ZERO,

    /** May have been set where no hook was: the kernel knows. */
    UNKNOWN
}
