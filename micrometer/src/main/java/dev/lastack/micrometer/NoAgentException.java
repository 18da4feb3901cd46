package dev.lastack.micrometer;

/** There is no agent in this JVM that can be asked; the message says what to do. */
public final class NoAgentException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    NoAgentException(String message, Throwable cause) {
        super(message, cause);
    }
}
