package dev.lastack.attach.protocol;

/**
 * The answer to one request.
 *
 * @param done false where it was refused or failed; the text is then one line for a person
 */
public record Reply(boolean done, String text) {

    public static Reply done(String text) {
        return new Reply(true, text);
    }

    public static Reply refused(String reason) {
        return new Reply(false, reason);
    }
}
