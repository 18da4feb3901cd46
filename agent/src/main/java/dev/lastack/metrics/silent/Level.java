package dev.lastack.metrics.silent;

/** In the place of {@code java.util.logging.Level}'s constants. */
public enum Level {
    SEVERE,
    WARNING,
    INFO,
    FINE,
    FINER,
    FINEST
}
