package dev.lastack.analyze;

import dev.lastack.snapshot.OpenConnection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Data lies unread so long, and so much of it, that the remote cannot even deliver its FIN. */
final class StalledUnreadData extends OpenRule {

    private static final Verdict VERDICT = new Verdict(
            Severity.WARNING,
            "unread data fills the receive buffer: not even the remote's close can arrive",
            "Nobody reads what the remote has sent, and the buffer is full: the remote can send no more, and its close"
                    + " waits behind the data. Such a connection shows as ESTABLISHED, however long ago the remote has"
                    + " gone; it is a leak in hiding if nobody is going to read on.",
            "read each response or message to its end, or close the stream (with try-with-resources) when the rest is"
                    + " of no interest; if reading was paused on purpose, resume it or close.");

    StalledUnreadData() {
        super(Condition.STALLED);
    }

    @Override
    public String id() {
        return "open/stalled-unread-data";
    }

    @Override
    Finding finding(Group group) {
        Culprit culprit = Culprit.ofReader(group);
        long longest = group.max(OpenConnection::unreadMillis);
        OpenDetails details = OpenDetails.of(group, culprit)
                .line(unread(group, longest))
                .lastUsed()
                .evidence()
                .reachability()
                .siblings();
        return VERDICT.finding(id(), group.path(), group.size(), culprit, evidence(group, longest), details.lines());
    }

    private static String unread(Group group, long longest) {
        long fewest = group.min(OpenConnection::unreadBytes);
        long most = group.max(OpenConnection::unreadBytes);
        String bytes = fewest == most ? Words.count(most) : Words.count(fewest) + " to " + Words.count(most);
        return bytes + " bytes lie unread for " + Words.range(group.min(OpenConnection::unreadMillis), longest)
                + " without any read; the receive buffer is "
                + Words.count(group.max(OpenConnection::receiveBufferBytes)) + " bytes";
    }

    private static Map<String, Number> evidence(Group group, long longest) {
        Map<String, Number> numbers = new LinkedHashMap<>(OpenEvidence.of(group, longest));
        numbers.put("receiveBufferBytes", group.max(OpenConnection::receiveBufferBytes));
        return numbers;
    }
}
