package dev.lastack.analyze.rules.closewait;

import dev.lastack.analyze.culprit.Culprit;
import dev.lastack.analyze.culprit.Culprit.Place;
import dev.lastack.analyze.culprit.CulpritText;
import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.analyze.finding.Verdict;
import dev.lastack.analyze.rules.Rule;
import dev.lastack.analyze.stacks.Stacks;
import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.IoEvent;
import dev.lastack.snapshot.Listener;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.Stack;
import dev.lastack.snapshot.StackCount;
import dev.lastack.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Clients have connected, the kernel has answered them, and nobody takes them from the listener's queue. */
public final class NotAcceptedRule implements Rule {

    private static final Verdict VERDICT = new Verdict(
            Severity.ERROR,
            "clients have connected, and nobody accepts them",
            "The kernel completes a connection before the program accepts it: the client is connected, sends its request and"
                    + " waits. When it gives up and closes, the connection is in CLOSE_WAIT here without a file descriptor,"
                    + " so that no listing names a process for it. Once the queue is full, further clients cannot connect"
                    + " at all.",
            "keep a thread in accept(): catch what one connection throws inside the loop, so that the loop goes on; hand each"
                    + " connection to another thread before reading from it, with a time-out; close the listener when"
                    + " nobody shall accept any more.");

    @Override
    public String id() {
        return "close-wait/not-accepted";
    }

    @Override
    public long affected(CodePath path, Snapshot snapshot, Settings settings) {
        return waiting(stuck(path, settings));
    }

    private static List<Listener> stuck(CodePath path, Settings settings) {
        return path.stuckListeners().stream()
                .filter(listener ->
                        listener.stuckMillis() >= settings.closeWaitThreshold().toMillis())
                .toList();
    }

    private static long waiting(List<Listener> listeners) {
        return listeners.stream().mapToLong(Listener::waiting).sum();
    }

    @Override
    public Optional<Finding> judge(CodePath path, Snapshot snapshot, Settings settings) {
        List<Listener> stuck = stuck(path, settings);
        return stuck.isEmpty() ? Optional.empty() : Optional.of(finding(path, stuck, snapshot.takenAt()));
    }

    private Finding finding(CodePath path, List<Listener> stuck, Instant now) {
        Culprit culprit = Culprit.firstOf(
                new Place(stacks(stuck, NotAcceptedRule::acceptorStack), "the thread that accepted last is here now"),
                new Place(
                        path.opened() == 0 ? List.of() : List.of(new StackCount(path.openStack(), 1)),
                        stuck.stream().allMatch(Listener::acceptorEnded)
                                ? "accepted here; that thread has ended"
                                : "accepts here"),
                new Place(stacks(stuck, Listener::boundBy), "binds the listener here"));
        return VERDICT.finding(
                id(), path, waiting(stuck), culprit, evidence(stuck, now), details(path, stuck, culprit, now));
    }

    private static @Nullable Stack acceptorStack(Listener listener) {
        IoEvent acceptor = listener.acceptor();
        return acceptor == null ? null : acceptor.stack();
    }

    private static List<StackCount> stacks(List<Listener> listeners, Function<Listener, @Nullable Stack> which) {
        List<StackCount> stacks = new ArrayList<>();
        for (Listener listener : listeners) {
            Stack stack = which.apply(listener);
            if (stack != null && !stack.isEmpty()) {
                stacks.add(new StackCount(stack, 1));
            }
        }
        return Stacks.merge(stacks);
    }

    private static Map<EvidenceKey, Number> evidence(List<Listener> stuck, Instant now) {
        Map<EvidenceKey, Number> numbers = new LinkedHashMap<>();
        numbers.put(EvidenceKey.LONGEST_MILLIS, max(stuck, Listener::stuckMillis));
        numbers.put(EvidenceKey.LISTENERS, stuck.size());
        if (closeWaitIsKnown(stuck)) {
            numbers.put(EvidenceKey.QUEUED_IN_CLOSE_WAIT, closeWait(stuck));
        }
        long limit = max(stuck, Listener::limit);
        if (limit > 0) {
            numbers.put(EvidenceKey.QUEUE_LIMIT, limit);
        }
        Instant last = lastAccept(stuck);
        if (last != null) {
            numbers.put(
                    EvidenceKey.SINCE_LAST_ACCEPT_MILLIS,
                    Duration.between(last, now).toMillis());
        }
        return numbers;
    }

    private static boolean closeWaitIsKnown(List<Listener> stuck) {
        return stuck.stream().allMatch(listener -> listener.closeWait() >= 0);
    }

    private static long closeWait(List<Listener> stuck) {
        return stuck.stream().mapToLong(Listener::closeWait).sum();
    }

    private static long max(List<Listener> stuck, ToLongFunction<Listener> number) {
        return stuck.stream().mapToLong(number).max().orElse(0);
    }

    private static @Nullable Instant lastAccept(List<Listener> stuck) {
        return stuck.stream()
                .map(Listener::lastAcceptAt)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
    }

    private static List<String> details(CodePath path, List<Listener> stuck, Culprit culprit, Instant now) {
        List<String> lines = new ArrayList<>();
        CulpritText.noCulprit(culprit, lines);
        lines.add(queue(path, stuck));
        lines.add(sinceWhen(path, stuck, now));
        for (Listener listener : stuck.subList(0, Math.min(3, stuck.size()))) {
            addAcceptor(listener, lines);
        }
        String bound = Stacks.places(stacks(stuck, Listener::boundBy));
        lines.add(bound.isEmpty() ? "bound before LastAck was attached" : "bound at " + bound);
        return lines;
    }

    private static String queue(CodePath path, List<Listener> stuck) {
        long waiting = waiting(stuck);
        long limit = max(stuck, Listener::limit);
        String closed = closeWaitIsKnown(stuck) && closeWait(stuck) > 0
                ? "; the remote has closed " + Words.count(closeWait(stuck))
                        + " of them: in CLOSE_WAIT, without a descriptor"
                : "";
        return CulpritText.peer(path) + "; " + Words.count(waiting, "connection")
                + (waiting == 1 ? " waits" : " wait") + " in "
                + (stuck.size() == 1 ? "its queue" : "the queues of " + Words.count(stuck.size(), "listener"))
                + (limit > 0
                        ? ", which " + (stuck.size() == 1 ? "holds" : "hold each") + " about " + Words.count(limit)
                        : "")
                + closed;
    }

    private static String sinceWhen(CodePath path, List<Listener> stuck, Instant now) {
        String waited = "nobody has accepted for "
                + Words.range(
                        stuck.stream().mapToLong(Listener::stuckMillis).min().orElse(0),
                        max(stuck, Listener::stuckMillis))
                + " while they waited";
        Instant last = lastAccept(stuck);
        if (last == null) {
            return waited + "; no accept has been seen here";
        }
        String place = path.opened() == 0 ? "" : Stacks.places(List.of(new StackCount(path.openStack(), 1)));
        return waited + "; the last accept was "
                + Words.duration(Duration.between(last, now).toMillis()) + " ago"
                + (place.isEmpty() ? "" : ", at " + place);
    }

    private static void addAcceptor(Listener listener, List<String> lines) {
        IoEvent acceptor = listener.acceptor();
        if (listener.acceptorEnded()) {
            lines.add("the thread that accepted last, " + listener.acceptorName() + ", has ended");
        } else if (acceptor != null) {
            String place = Stacks.places(List.of(new StackCount(acceptor.stack(), 1)));
            lines.add("the thread that accepted last, " + acceptor.thread() + ", is "
                    + (place.isEmpty() ? "nowhere to be seen now" : "now at " + place));
        }
    }
}
