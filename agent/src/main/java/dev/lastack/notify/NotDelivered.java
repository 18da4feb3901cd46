package dev.lastack.notify;

/** A receiver could not be told; the message is for a person. */
final class NotDelivered extends Exception {

    private static final long serialVersionUID = 1;

    NotDelivered(String message) {
        super(message);
    }
}
