package dev.lastack.analyze;

import dev.lastack.snapshot.OpenConnection;

/** The object became unreachable without close(), and nothing will ever close it. */
final class Unreachable extends OpenRule {

    private static final Verdict VERDICT = new Verdict(
            Severity.ERROR,
            "never closed and now out of reach: nothing will ever close them",
            "The program has lost its last reference to the channel and had not called close(). A channel, unlike a"
                    + " java.net.Socket, is not closed by the garbage collector: the file descriptor is lost until the"
                    + " process ends.",
            "keep the channel until it is closed, and close it on every way out: with try-with-resources, or close()"
                    + " in a finally block, also when setting it up fails halfway.");

    Unreachable() {
        super(Condition.UNREACHABLE);
    }

    @Override
    public String id() {
        return "close-wait/unreachable";
    }

    @Override
    Finding finding(Group group) {
        Culprit culprit = Culprit.ofOwner(group);
        OpenDetails details = OpenDetails.of(group, culprit)
                .line("garbage collection found the channels unreachable, and close() had not been called")
                .eofRead()
                .lastUsed()
                .evidence()
                .siblings();
        return finding(group, VERDICT, culprit, group.max(OpenConnection::closeWaitMillis), details);
    }
}
