package dev.lastack.analyze.rules.closewait;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.leak.AffectedConnections;
import dev.lastack.analyze.leak.LeakState;
import dev.lastack.analyze.stacks.Stacks;
import dev.lastack.snapshot.IoEvent;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.text.Words;
import java.util.Objects;

/** close() was called, but the descriptor is held back by a selector key that nobody flushes. */
public final class CloseDeferredRule extends OpenRule {

    private static final Verdict VERDICT = new Verdict(
            Severity.WARNING,
            "close() was called, and the descriptor is still not released",
            "A channel that is registered with a selector gives its file descriptor back only when that selector"
                    + " selects again (or is closed); a blocking one when the threads inside it have left. Until then"
                    + " the connection is not gone from this host, whatever isOpen() says.",
            "after close(), let the selector run: call selectNow() or wakeup() on it, and do not let its thread end or"
                    + " block elsewhere before that; close the selector when it is no longer needed.");

    public CloseDeferredRule() {
        super(LeakState.CLOSE_DEFERRED);
    }

    @Override
    public String id() {
        return "close-wait/close-deferred";
    }

    @Override
    Finding finding(AffectedConnections group) {
        Culprit.Place closed = Culprit.closed(group.stacks(OpenConnection::closeAsked));
        Culprit culprit = Culprit.firstOf(closed, Culprit.opened(group.path()));
        long longest = group.max(connection -> heldBackMillis(group, connection));
        OpenDetails details = OpenDetails.of(group, culprit)
                .line(closeAsked(group, closed, longest))
                .lastUsed()
                .siblings();
        return finding(group, VERDICT, culprit, longest, details);
    }

    private static String closeAsked(AffectedConnections group, Culprit.Place closed, long longest) {
        String places = Stacks.places(closed.stacks());
        return "close() was called" + (places.isEmpty() ? "" : " at " + places) + "; not released for "
                + Words.range(group.min(connection -> heldBackMillis(group, connection)), longest);
    }

    private static long heldBackMillis(AffectedConnections group, OpenConnection connection) {
        IoEvent close = Objects.requireNonNull(connection.closeAsked());
        return group.millisSince(close.at());
    }
}
