package dev.lastack.analyze.rules.closewait;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.leak.AffectedConnections;
import dev.lastack.analyze.leak.LeakState;
import dev.lastack.analyze.leak.NettyDetails;
import dev.lastack.snapshot.OpenConnection;

/** The application read end-of-stream and did not close. */
public final class EofIgnoredRule extends OpenRule {

    private static final Verdict VERDICT = new Verdict(
            Severity.ERROR,
            "end of stream was read, and the connection was not closed",
            "The remote has closed and this program knows it: a read told it so. Until the program calls close(), each"
                    + " such connection keeps a file descriptor and stays in CLOSE_WAIT, a state that no timeout ever"
                    + " ends. They add up until the process has no descriptor left (\"Too many open files\").",
            "close the socket or channel on every way out of the code that reads it, also when a read says end of"
                    + " stream (-1): with try-with-resources, or close() in a finally block.");

    private static final Verdict HALF_CLOSURE = new Verdict(
            Severity.ERROR,
            "end of stream was read, and the channel was left half open",
            "ALLOW_HALF_CLOSURE is set: Netty reads the remote's close, tells the pipeline by a ChannelInputShutdownEvent,"
                    + " and leaves the channel to the handlers. None of them has closed it. Until one does, each such"
                    + " connection keeps a file descriptor and stays in CLOSE_WAIT, a state that no timeout ever ends."
                    + " They add up until the process has no descriptor left (\"Too many open files\").",
            "close the channel in userEventTriggered when a ChannelInputShutdownEvent arrives and nothing is left to"
                    + " write; or do not set ALLOW_HALF_CLOSURE, and Netty closes by itself.");

    public EofIgnoredRule() {
        super(LeakState.EOF_IGNORED);
    }

    @Override
    public String id() {
        return "close-wait/eof-ignored";
    }

    @Override
    Finding finding(AffectedConnections group) {
        Culprit culprit = Culprit.ofOwner(group);
        OpenDetails details = OpenDetails.of(group, culprit)
                .eofRead()
                .pool()
                .lastUsed()
                .evidence()
                .netty()
                .unclosed()
                .reachability()
                .siblings();
        return finding(group, verdict(group), culprit, group.max(OpenConnection::sinceRemoteCloseMillis), details);
    }

    private static Verdict verdict(AffectedConnections group) {
        return NettyDetails.allHalfClosable(group) ? HALF_CLOSURE : VERDICT;
    }
}
