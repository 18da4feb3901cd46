package dev.lastack.analyze.rules.closewait;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.leak.AffectedConnections;
import dev.lastack.analyze.leak.LeakState;
import dev.lastack.snapshot.OpenConnection;

/** The object became unreachable without close(), the remote has closed, and nothing will ever close it here. */
public final class UnreachableRule extends OpenRule {

    private static final Verdict VERDICT = new Verdict(
            Severity.ERROR,
            "never closed and now out of reach: nothing will ever close them",
            "The program has lost its last reference to the channel and had not called close(). A channel, unlike a"
                    + " java.net.Socket, is not closed by the garbage collector: the file descriptor is lost until the"
                    + " process ends.",
            "keep the channel until it is closed, and close it on every way out: with try-with-resources, or close()"
                    + " in a finally block, also when setting it up fails halfway.");

    public UnreachableRule() {
        super(LeakState.UNREACHABLE);
    }

    @Override
    public String id() {
        return "close-wait/unreachable";
    }

    @Override
    Finding finding(AffectedConnections group) {
        Culprit culprit = Culprit.ofOwner(group);
        OpenDetails details = OpenDetails.of(group, culprit)
                .line("garbage collection found the channels unreachable, and close() had not been called")
                .eofRead()
                .lastUsed()
                .evidence()
                .siblings();
        return finding(group, VERDICT, culprit, group.max(OpenConnection::sinceRemoteCloseMillis), details);
    }
}
