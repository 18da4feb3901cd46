package dev.lastack.analyze.leak;

import dev.lastack.snapshot.OpenConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How connections that nobody closed came about: one with each piece of work, or all in one go, as a pool of the
 * program's own fills itself in advance. The two look alike but for the rests between, and for what comes after.
 *
 * @param spanMillis from the first that was opened to the last
 * @param quietMillis since the last was opened
 * @param restMillis from the last use of one to the opening of the next, most often
 * @param shortestRestMillis the same, of the shortest quarter
 * @param shortRestMillis a loop that does nothing else rests for less, whatever it opens
 * @param setUpMillis from the opening of one to its last use, most often
 * @param neverUsed no data was moved over them, but for a few
 * @param comesBack some were used again when all had been opened: the program still has them
 */
public record Opening(
        long spanMillis,
        long quietMillis,
        long restMillis,
        long shortestRestMillis,
        long shortRestMillis,
        long setUpMillis,
        boolean neverUsed,
        boolean comesBack) {

    /**
     * Whoever opens in a loop takes microseconds from one to the next, and what it takes to connect: next to nothing on one
     * host, a round trip elsewhere.
     */
    private static final long REST_ON_ONE_HOST_MILLIS = 3;

    private static final long REST_MILLIS = 50;

    /**
     * On a busy host a loop waits for a processor again and again, as do the threads that it starts: a turn of each of the
     * others, 3 ms on Linux. In its own turn it opens some without a rest.
     */
    private static final long WAIT_FOR_PROCESSOR_MILLIS = 30;

    /** A program that works takes no longer from one piece of work to the next, and then opens another one. */
    private static final long SHORTEST_QUIET_MILLIS = 1_000;

    /** So many threads may have had an exchange of their own under way when the last was opened. */
    private static final int AT_ONCE = 16;

    /** Fewer may be chance: a late answer. */
    private static final int FEWEST_USED_AGAIN = 2;

    /** Opened in so small a part of the time since, they are what the program has, and no growth. */
    private static final int LEVEL = 10;

    /** Of connections to one or more remotes; not empty. */
    public static Opening of(List<OpenConnection> connections, Instant now) {
        List<OpenConnection> oldestFirst = connections.stream()
                .sorted(Comparator.comparing(OpenConnection::openedAt))
                .toList();
        Instant oldest = oldestFirst.get(0).openedAt();
        Instant newest = oldestFirst.get(oldestFirst.size() - 1).openedAt();
        long[] rests = rests(oldestFirst, now);
        long[] setUps = oldestFirst.stream()
                .mapToLong(one -> millisInUse(one, now))
                .sorted()
                .toArray();
        return new Opening(
                Millis.between(oldest, newest),
                Millis.between(newest, now),
                middle(rests),
                quarter(rests),
                onOneHost(oldestFirst) ? REST_ON_ONE_HOST_MILLIS : REST_MILLIS,
                middle(setUps),
                areUnused(connections),
                areUsedAgain(oldestFirst, newest, now));
    }

    private static boolean areUsedAgain(List<OpenConnection> oldestFirst, Instant newest, Instant now) {
        return oldestFirst.stream()
                        .limit(Math.max(0, oldestFirst.size() - AT_ONCE))
                        .filter(one -> now.minusMillis(one.idleMillis()).isAfter(newest))
                        .count()
                >= FEWEST_USED_AGAIN;
    }

    /** From the last use of one to the opening of the next; the shortest first. */
    private static long[] rests(List<OpenConnection> oldestFirst, Instant now) {
        long[] rests = new long[oldestFirst.size() - 1];
        for (int i = 0; i < rests.length; i++) {
            Instant used = now.minusMillis(oldestFirst.get(i).idleMillis());
            rests[i] = Millis.between(used, oldestFirst.get(i + 1).openedAt());
        }
        Arrays.sort(rests);
        return rests;
    }

    private static long middle(long[] sorted) {
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    private static long quarter(long[] sorted) {
        return sorted.length == 0 ? 0 : sorted[sorted.length / 4];
    }

    private static long millisInUse(OpenConnection connection, Instant now) {
        return Millis.between(connection.openedAt(), now) - connection.idleMillis();
    }

    private static boolean onOneHost(List<OpenConnection> connections) {
        return connections.stream()
                .map(OpenConnection::remote)
                .allMatch(remote -> remote.startsWith("127.") || remote.startsWith("[0:0:0:0:0:0:0:1]"));
    }

    /** Nine in ten: of a pool that is hardly needed, some are. */
    private static boolean areUnused(List<OpenConnection> connections) {
        long used = connections.stream().filter(OpenConnection::used).count();
        return 10 * used <= connections.size();
    }

    /** The next was opened as soon as the one before was set up: a loop rests no longer than that takes. */
    public boolean inOneGo() {
        return inOneGo(1);
    }

    /**
     * The same of clients that hand over between threads before each.
     *
     * @param setUps so often as long as it takes to set one up the loop may rest
     */
    public boolean inOneGo(int setUps) {
        boolean withoutRests = shortestRestMillis < shortRestMillis && restsAreWaits();
        return withoutRests || restMillis <= setUps * setUpMillis;
    }

    /**
     * No data was moved, so no work was done over them: also where a loop that opens them was as slow as a busy host makes
     * it, each time.
     */
    public boolean withoutWork() {
        return neverUsed && restsAreWaits();
    }

    private boolean restsAreWaits() {
        return restMillis < shortRestMillis + WAIT_FOR_PROCESSOR_MILLIS;
    }

    /** For a long time none was opened, for longer than a program that works in batches rests. */
    public boolean isLongOver(Duration window) {
        return quietMillis >= Math.max(window.toMillis(), LEVEL * spanMillis);
    }

    /** None has been opened for as long as it would take to open half of them again. */
    public boolean isOver() {
        return quietMillis >= Math.max(SHORTEST_QUIET_MILLIS, spanMillis / 2);
    }
}
