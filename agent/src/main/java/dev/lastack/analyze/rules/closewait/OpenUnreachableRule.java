package dev.lastack.analyze.rules.closewait;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.leak.AffectedConnections;
import dev.lastack.analyze.leak.LeakState;
import dev.lastack.snapshot.OpenConnection;

/** Lost while the remote still keeps its side open: no CLOSE_WAIT shows it, and nothing will ever close it. */
public final class OpenUnreachableRule extends OpenRule {

    private static final Verdict VERDICT = new Verdict(
            Severity.ERROR,
            "never closed and now out of reach, while the remote still keeps its side open",
            "The program has lost its last reference to the channel and had not called close(). A channel, unlike a"
                    + " java.net.Socket, is not closed by the garbage collector: the file descriptor is lost until the"
                    + " process ends. It shows as ESTABLISHED until the remote closes, and in CLOSE_WAIT from then on.",
            "keep the channel until it is closed, and close it on every way out: with try-with-resources, or close()"
                    + " in a finally block, also when setting it up fails halfway.");

    public OpenUnreachableRule() {
        super(LeakState.OPEN_UNREACHABLE);
    }

    @Override
    public String id() {
        return "open/unreachable";
    }

    @Override
    Finding finding(AffectedConnections group) {
        Culprit culprit = Culprit.ofOwner(group);
        OpenDetails details = OpenDetails.of(group, culprit)
                .line("garbage collection found the channels unreachable, and close() had not been called")
                .lastUsed()
                .evidence()
                .siblings();
        return finding(group, VERDICT, culprit, group.max(OpenConnection::idleMillis), details);
    }
}
