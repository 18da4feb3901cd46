package dev.lastack.analyze.rules.closewait;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.culprit.CulpritText;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.rules.Rule;
import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Reachability;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.StackCount;
import dev.lastack.snapshot.TcpState;
import dev.lastack.text.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Channels whose connect failed, never came, was never asked for, or was never finished, and that nobody closes. Those that
 * the remote has closed meanwhile are like all that it has closed: {@code close-wait/unread}.
 */
public final class NeverConnectedRule implements Rule {

    /** One or two may be kept for a purpose. */
    private static final int FEWEST = 3;

    /** For as long a connect that is still under way may be wanted. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Verdict VERDICT = new Verdict(
            Severity.ERROR,
            "channels that never became a connection, and were not closed",
            "A channel has its file descriptor from the moment it is made. If connect fails by an exception before the"
                    + " network is asked (an address that could not be resolved), or is never finished, the channel stays"
                    + " open, and the garbage collector does not close it. No listing of connections shows it.",
            "close the channel on every way out, also when connect throws or a time-out for it is over: with"
                    + " try-with-resources around what opens it, or close() in a catch block of what connects it.");

    private static final Verdict UNFINISHED = new Verdict(
            Severity.ERROR,
            "connected by the kernel, never finished by the program, and not closed",
            "A non-blocking connect is over when finishConnect() says so. Nobody has called it: the program has forgotten the"
                    + " channel, after a time-out for instance, and the kernel went on and connected it. It keeps a file"
                    + " descriptor here and a connection over there, and the garbage collector does not close it.",
            VERDICT.fix());

    @Override
    public String id() {
        return "open/never-connected";
    }

    @Override
    public long affected(CodePath path, Snapshot snapshot, Settings settings) {
        return forgotten(path, snapshot, settings).size();
    }

    private static List<OpenConnection> forgotten(CodePath path, Snapshot snapshot, Settings settings) {
        return Stream.concat(path.unconnected().stream(), path.open().stream().filter(NeverConnectedRule::isUnfinished))
                .filter(channel -> isForgotten(channel, snapshot, settings))
                .toList();
    }

    private static boolean isUnfinished(OpenConnection connection) {
        return connection.connectUnfinished()
                && connection.closeAsked() == null
                && connection.remoteClosedAt() == null
                && connection.resetAt() == null;
    }

    /** The kernel may still be trying, and somebody waiting for it. */
    private static boolean isForgotten(OpenConnection channel, Snapshot snapshot, Settings settings) {
        long age = age(channel, snapshot);
        boolean trying = channel.state() == TcpState.SYN_SENT
                && !snapshot.atExit()
                && channel.reachability() != Reachability.UNREACHABLE;
        Duration threshold = settings.closeWaitThreshold();
        return age >= (trying ? Math.max(PATIENCE.toMillis(), threshold.toMillis()) : threshold.toMillis());
    }

    private static long age(OpenConnection channel, Snapshot snapshot) {
        return Duration.between(channel.openedAt(), snapshot.takenAt()).toMillis();
    }

    @Override
    public Optional<Finding> judge(CodePath path, Snapshot snapshot, Settings settings) {
        List<OpenConnection> forgotten = forgotten(path, snapshot, settings);
        return forgotten.size() < FEWEST ? Optional.empty() : Optional.of(finding(path, forgotten, snapshot));
    }

    private Finding finding(CodePath path, List<OpenConnection> forgotten, Snapshot snapshot) {
        Culprit culprit = Culprit.firstOf(new Culprit.Place(
                List.of(new StackCount(path.openStack(), forgotten.size())),
                isAsked(path) ? "connects here" : "opens the channel here"));
        boolean unfinished = forgotten.stream().allMatch(NeverConnectedRule::isUnfinished);
        return (unfinished ? UNFINISHED : VERDICT)
                .finding(
                        id(),
                        path,
                        forgotten.size(),
                        culprit,
                        evidence(forgotten, snapshot),
                        details(path, forgotten, culprit, snapshot))
                .about(forgotten);
    }

    /** Else the channel was made, and no connect was asked for. */
    private static boolean isAsked(CodePath path) {
        return path.peer().indexOf(':') >= 0;
    }

    private static Map<EvidenceKey, Number> evidence(List<OpenConnection> forgotten, Snapshot snapshot) {
        Map<EvidenceKey, Number> numbers = new LinkedHashMap<>();
        numbers.put(EvidenceKey.OLDEST_MILLIS, oldest(forgotten, snapshot));
        numbers.put(
                EvidenceKey.UNREACHABLE,
                forgotten.stream()
                        .filter(channel -> channel.reachability() == Reachability.UNREACHABLE)
                        .count());
        numbers.put(EvidenceKey.of(TcpState.SYN_SENT), inState(forgotten, TcpState.SYN_SENT));
        numbers.put(EvidenceKey.of(TcpState.CLOSE), inState(forgotten, TcpState.CLOSE));
        numbers.put(EvidenceKey.of(TcpState.ESTABLISHED), inState(forgotten, TcpState.ESTABLISHED));
        return numbers;
    }

    private static long oldest(List<OpenConnection> forgotten, Snapshot snapshot) {
        return forgotten.stream()
                .mapToLong(channel -> age(channel, snapshot))
                .max()
                .orElse(0);
    }

    private static long inState(List<OpenConnection> channels, TcpState state) {
        return channels.stream().filter(channel -> channel.state() == state).count();
    }

    private static List<String> details(
            CodePath path, List<OpenConnection> forgotten, Culprit culprit, Snapshot snapshot) {
        List<String> lines = new ArrayList<>();
        CulpritText.noCulprit(culprit, lines);
        if (isAsked(path)) {
            lines.add(CulpritText.peer(path) + "; " + outcome(forgotten));
        } else {
            lines.add("no connect was asked of the kernel");
        }
        lines.add("open for " + Words.range(youngest(forgotten, snapshot), oldest(forgotten, snapshot))
                + ", a file descriptor each");
        return lines;
    }

    private static String outcome(List<OpenConnection> forgotten) {
        long finishable =
                forgotten.stream().filter(NeverConnectedRule::isUnfinished).count();
        if (finishable > 0) {
            return (finishable == forgotten.size() ? "" : Words.count(finishable) + " of them: ")
                    + "the remote has answered the connect, and finishConnect() was not called";
        }
        long trying = inState(forgotten, TcpState.SYN_SENT);
        if (trying == 0) {
            return "connect was asked for, and failed or was refused";
        }
        return (trying == forgotten.size() ? "" : "of " + Words.count(trying) + " ")
                + "the remote has not answered the connect";
    }

    private static long youngest(List<OpenConnection> forgotten, Snapshot snapshot) {
        return forgotten.stream()
                .mapToLong(channel -> age(channel, snapshot))
                .min()
                .orElse(0);
    }
}
