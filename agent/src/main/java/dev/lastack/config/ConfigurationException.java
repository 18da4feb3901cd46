package dev.lastack.config;

/** A key or value that cannot be used. The message is one line for a person, ready for standard error. */
public final class ConfigurationException extends Exception {

    ConfigurationException(String message) {
        super(message);
    }
}
