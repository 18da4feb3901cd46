package dev.lastack.analyze.rules.closewait;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.leak.AffectedConnections;
import dev.lastack.analyze.leak.HandlerEvidence;
import dev.lastack.analyze.leak.LeakState;
import dev.lastack.analyze.leak.PoolEvidence;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.text.Words;
import java.util.LinkedHashMap;
import java.util.Map;

/** Data lies unread so long, and so much of it, that the remote cannot even deliver its FIN. */
public final class StalledUnreadDataRule extends OpenRule {

    private static final Verdict VERDICT = new Verdict(
            Severity.WARNING,
            "unread data fills the receive buffer: not even the remote's close can arrive",
            "Nobody reads what the remote has sent, and the buffer is full: the remote can send no more, and its close"
                    + " waits behind the data. Such a connection shows as ESTABLISHED, however long ago the remote has"
                    + " gone; it is a leak in hiding if nobody is going to read on.",
            "read each response or message to its end, or close the stream (with try-with-resources) when the rest is"
                    + " of no interest; if reading was paused on purpose, resume it or close.");

    public StalledUnreadDataRule() {
        super(LeakState.STALLED);
    }

    @Override
    public String id() {
        return "open/stalled-unread-data";
    }

    @Override
    Finding finding(AffectedConnections group) {
        Culprit culprit = Culprit.ofReader(group);
        long longest = group.max(OpenConnection::unreadMillis);
        OpenDetails details = OpenDetails.of(group, culprit)
                .line(unread(group, longest))
                .pool()
                .lastUsed()
                .evidence()
                .reachability()
                .siblings();
        return VERDICT.finding(id(), group.path(), group.size(), culprit, evidence(group, longest), details.lines())
                .with(PoolEvidence.of(group))
                .handledBy(HandlerEvidence.of(group));
    }

    private static String unread(AffectedConnections group, long longest) {
        long fewest = group.min(OpenConnection::unreadBytes);
        long most = group.max(OpenConnection::unreadBytes);
        String bytes = fewest == most ? Words.count(most) : Words.count(fewest) + " to " + Words.count(most);
        return bytes + " bytes lie unread for " + Words.range(group.min(OpenConnection::unreadMillis), longest)
                + " without any read; the receive buffer is "
                + Words.count(group.max(OpenConnection::receiveBufferBytes)) + " bytes";
    }

    private static Map<EvidenceKey, Number> evidence(AffectedConnections group, long longest) {
        Map<EvidenceKey, Number> numbers = new LinkedHashMap<>(OpenEvidence.of(group, longest));
        numbers.put(EvidenceKey.RECEIVE_BUFFER_BYTES, group.max(OpenConnection::receiveBufferBytes));
        return numbers;
    }
}
