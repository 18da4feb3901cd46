package dev.lastack.cli;

/** A command cannot do what it was asked. The message is one line for a person. */
final class CannotDo extends Exception {

    private static final long serialVersionUID = 1;

    CannotDo(String message) {
        super(message);
    }
}
