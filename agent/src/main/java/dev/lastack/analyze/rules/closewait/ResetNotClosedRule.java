package dev.lastack.analyze.rules.closewait;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.leak.AffectedConnections;
import dev.lastack.analyze.leak.LeakState;
import dev.lastack.snapshot.FirstCloser;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.text.Words;
import java.time.Instant;
import java.util.Objects;

/** A reset ends a connection too: what is left is a descriptor that no listing of sockets shows. */
public final class ResetNotClosedRule extends OpenRule {

    private static final Verdict VERDICT = new Verdict(
            Severity.ERROR,
            "the connection is gone by a reset, and was not closed here",
            "The remote has reset the connection (or the network has given it up), so the kernel has dropped it: no listing"
                    + " of sockets shows it any more. Until the program calls close(), each such connection keeps a file"
                    + " descriptor. They add up until the process has no descriptor left (\"Too many open files\").",
            "close the socket or channel on every way out of the code that uses it, also when a read or write fails, and"
                    + " give whatever waits without reading a time-out or a heartbeat: with try-with-resources, or"
                    + " close() in a finally block.");

    public ResetNotClosedRule() {
        super(LeakState.RESET_NOT_CLOSED);
    }

    @Override
    public String id() {
        return "open/reset-not-closed";
    }

    @Override
    Finding finding(AffectedConnections group) {
        Culprit culprit = Culprit.ofOwner(group);
        long longest = group.max(connection -> goneMillis(group, connection));
        OpenDetails details = OpenDetails.of(group, culprit)
                .line(gone(group, longest))
                .lastUsed()
                .evidence()
                .netty()
                .reachability()
                .siblings();
        return finding(group, VERDICT, culprit, longest, details);
    }

    /** Nobody who has not read or written since has been told which of the two it was. */
    private static String gone(AffectedConnections group, long longest) {
        long told = group.count(connection -> connection.firstCloser() == FirstCloser.RESET_BY_REMOTE);
        return "gone and not closed here for "
                + Words.range(group.min(connection -> goneMillis(group, connection)), longest)
                + (told == 0
                        ? "; no read or write has met the reset yet"
                        : "; a read or write has met the reset" + group.share(told));
    }

    private static long goneMillis(AffectedConnections group, OpenConnection connection) {
        Instant reset = Objects.requireNonNull(connection.resetAt());
        return group.millisSince(reset);
    }
}
