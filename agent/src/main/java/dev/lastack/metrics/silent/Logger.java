package dev.lastack.metrics.silent;

import org.jspecify.annotations.Nullable;

/** In the place of {@code java.util.logging.Logger}: says nothing. */
public final class Logger {

    private static final Logger ONE = new Logger();

    private Logger() {}

    public static Logger getLogger(String name) {
        return ONE;
    }

    public boolean isLoggable(Level level) {
        return false;
    }

    public void log(Level level, String message) {}

    public void log(Level level, String message, @Nullable Throwable thrown) {}

    public void log(Level level, String message, @Nullable Object[] parameters) {}

    public void warning(String message) {}

    public void info(String message) {}

    public void fine(String message) {}
}
