package dev.lastack.analyze;

import dev.lastack.snapshot.Ended;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Reachability;
import dev.lastack.snapshot.TcpState;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The numbers behind a finding about open connections. */
final class OpenEvidence {

    private OpenEvidence() {}

    static Map<String, Number> of(Group group, long longestMillis) {
        Map<String, Number> numbers = new LinkedHashMap<>();
        numbers.put(
                group.path().openedBeforeWatch() ? "atLeastMillis" : "oldestMillis",
                group.max(connection -> group.millisSince(connection.openedAt())));
        numbers.put("longestMillis", longestMillis);
        putGrowth(numbers, group);
        numbers.put("idleMillis", group.min(OpenConnection::idleMillis));
        putIdleAtRemoteClose(numbers, IdleAtRemoteClose.of(group));
        numbers.put("remoteClosed", group.remoteClosed());
        numbers.put("eofSeen", group.count(connection -> connection.eof() != null));
        numbers.put("neverUsed", group.count(connection -> connection.lastUse() == null));
        numbers.put("reused", group.count(OpenConnection::reused));
        numbers.put("unreachable", group.count(connection -> connection.reachability() == Reachability.UNREACHABLE));
        numbers.put("withUnreadData", group.count(connection -> connection.unreadBytes() > 0));
        numbers.put("mostUnreadBytes", group.max(OpenConnection::unreadBytes));
        putSiblings(numbers, group);
        putStates(numbers, group);
        return numbers;
    }

    /** Properly: by close(), not late, and not by the garbage collector. */
    static long closedProperly(Ended ended) {
        return Math.max(0, ended.count() - ended.slowlyClosed() - ended.reclaimed());
    }

    /**
     * A rate needs a whole window to have been watched, and it is growth only where some are older and none is closed
     * in the end.
     */
    private static void putGrowth(Map<String, Number> numbers, Group group) {
        long windowMillis = group.settings().window().toMillis();
        long fresh = group.newInWindow();
        numbers.put("windowMillis", windowMillis);
        numbers.put("newInWindow", fresh);
        boolean everClosedLate =
                group.path().ended().slowlyClosed() + group.path().ended().reclaimed() > 0;
        boolean watchedLongEnough = group.snapshot().observation().watchedMillis() >= windowMillis;
        if (watchedLongEnough && fresh < group.size() && !everClosedLate && windowMillis > 0) {
            numbers.put("growthPerMinute", Math.round(fresh * 60_000.0 / windowMillis));
        }
    }

    private static void putIdleAtRemoteClose(Map<String, Number> numbers, @Nullable IdleAtRemoteClose idle) {
        if (idle != null && idle.isCluster()) {
            numbers.put("idleAtRemoteCloseMillis", idle.p50Millis());
            numbers.put("idleAtRemoteCloseSpreadMillis", idle.spreadMillis());
        }
    }

    private static void putSiblings(Map<String, Number> numbers, Group group) {
        Ended ended = group.path().ended();
        numbers.put("opened", group.path().opened());
        numbers.put("closedProperly", closedProperly(ended));
        numbers.put("closedLate", ended.slowlyClosed());
        numbers.put("reclaimed", ended.reclaimed());
    }

    /** {@code stateCloseWait}, {@code stateEstablished}, ...: only those that occur. */
    private static void putStates(Map<String, Number> numbers, Group group) {
        Map<TcpState, Long> states = new TreeMap<>();
        group.connections().forEach(connection -> states.merge(connection.state(), 1L, Long::sum));
        states.forEach((state, count) -> numbers.put("state" + camelCase(state), count));
    }

    private static String camelCase(TcpState state) {
        StringBuilder name = new StringBuilder();
        for (String word : state.name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }
}
