package dev.lastack.analyze.leak;

import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.TcpState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Connections that are alive on both sides and that nobody needs: the program has opened another one to the same remote
 * since it used them last. A pool opens a further connection only when those it has are busy, and a subscription goes on
 * being used. That somebody waits for the data of one is left to the rule to judge.
 */
public final class Abandoned {

    /** After the last one was opened: its own exchange, and those that were under way with it. */
    private static final long SHORTEST_EXCHANGE_MILLIS = 200;

    private static final long LONGEST_EXCHANGE_MILLIS = 5_000;

    private Abandoned() {}

    /** Those of a client's path, the oldest first. */
    public static List<OpenConnection> of(CodePath path, Snapshot snapshot, Settings settings) {
        if (!path.isClient() || path.openedBeforeWatch()) {
            return List.of();
        }
        Map<String, List<OpenConnection>> byRemote = new LinkedHashMap<>();
        for (OpenConnection connection : path.open()) {
            if (isAlive(connection, snapshot.takenAt(), settings)) {
                byRemote.computeIfAbsent(connection.remote(), remote -> new ArrayList<>())
                        .add(connection);
            }
        }
        boolean filled = UnaskedPools.mayHave(path);
        List<OpenConnection> abandoned = new ArrayList<>();
        for (List<OpenConnection> siblings : byRemote.values()) {
            Siblings all = Siblings.of(siblings);
            if (!all.haveLevelledOff(snapshot.takenAt())
                    && !(filled && all.mayBeFilledInAdvance(snapshot.takenAt(), settings))) {
                all.addAbandoned(snapshot, settings, abandoned);
            }
        }
        abandoned.sort(Comparator.comparing(OpenConnection::openedAt));
        return abandoned;
    }

    private static boolean isAlive(OpenConnection connection, Instant now, Settings settings) {
        boolean established = connection.state() == TcpState.ESTABLISHED || connection.state() == TcpState.UNKNOWN;
        return established
                && !connection.connectUnfinished()
                && connection.closeAsked() == null
                && connection.remoteClosedAt() == null
                && connection.resetAt() == null
                && LeakState.of(connection, now, settings) == LeakState.FINE;
    }

    /**
     * Of one remote. There may be ten thousand: each is asked for as little as tells them apart.
     *
     * @param leastIdleMillis of the one that was used last
     */
    private record Siblings(List<OpenConnection> connections, Instant oldest, Instant newest, long leastIdleMillis) {

        static Siblings of(List<OpenConnection> connections) {
            Instant oldest = connections.get(0).openedAt();
            Instant newest = oldest;
            long leastIdleMillis = Long.MAX_VALUE;
            for (OpenConnection connection : connections) {
                Instant opened = connection.openedAt();
                oldest = opened.isBefore(oldest) ? opened : oldest;
                newest = opened.isAfter(newest) ? opened : newest;
                leastIdleMillis = Math.min(leastIdleMillis, connection.idleMillis());
            }
            return new Siblings(connections, oldest, newest, leastIdleMillis);
        }

        /** No more are opened, and work goes on over those that there are. */
        boolean haveLevelledOff(Instant now) {
            long span = Millis.between(oldest, newest);
            long exchange = Math.max(SHORTEST_EXCHANGE_MILLIS, Math.min(LONGEST_EXCHANGE_MILLIS, span / 2));
            long quiet = Millis.between(newest, now);
            return quiet - leastIdleMillis > exchange && quiet >= span / 2;
        }

        /**
         * In its pool, as that says, which has more of them: it opened the next one although it had this one, so it opens
         * in advance. A pool with one connection is left behind with it where another pool was made for the next call.
         */
        private static boolean liesAmongOthers(OpenConnection connection, PoolSizes sizes) {
            return connection.liesInPool() && sizes.of(connection) > 1;
        }

        /** In one go, and not for long: work between one and the next is no filling. */
        boolean mayBeFilledInAdvance(Instant now, Settings settings) {
            return Millis.between(oldest, newest) < settings.window().toMillis()
                    && Opening.of(connections, now).inOneGo();
        }

        /** In a live view only what has lain there for a while: a program that is starting up is not done yet. */
        void addAbandoned(Snapshot snapshot, Settings settings, List<OpenConnection> to) {
            long idle = snapshot.atExit() ? 0 : settings.closeWaitThreshold().toMillis();
            long quiet = Millis.between(newest, snapshot.takenAt());
            PoolSizes sizes = new PoolSizes(connections);
            for (OpenConnection connection : connections) {
                // used before the newest was opened, and not in its millisecond
                if (connection.idleMillis() >= idle
                        && connection.idleMillis() > quiet + 1
                        && !liesAmongOthers(connection, sizes)) {
                    to.add(connection);
                }
            }
        }
    }
}
