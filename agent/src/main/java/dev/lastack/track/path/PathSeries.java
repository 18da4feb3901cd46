package dev.lastack.track.path;

import dev.lastack.snapshot.FirstCloser;
import dev.lastack.snapshot.History.Values;

/** The points of one code path, or of all together. One thread at a time. */
final class PathSeries {

    private static final int KINDS = 7;

    private final int[][] values = new int[KINDS][Rings.CELLS];

    /** Of {@link System#nanoTime}. */
    final long sinceNanos;

    /** A finding is, or was, about it: it keeps its place. */
    boolean hadFinding;

    /** The most that was ever there of what may be wrong. */
    long worst;

    private Counts last;
    private Values next = new Values(0, 0, 0, 0, 0, 0, 0);

    /** What is counted since the watch began, and what is there now. */
    record Counts(long open, long closeWait, long timeWait, long opened, long local, long remote, long other) {

        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

        static Counts of(CodePathStats path, long closeWait, long now) {
            long local = path.endedBy(FirstCloser.LOCAL);
            long remote = path.endedBy(FirstCloser.REMOTE);
            long other = path.endedCount() - local - remote;
            return new Counts(
                    Math.max(0, path.openedCount() - path.endedCount()),
                    closeWait,
                    path.timeWaitsOfTheLastMinute(now),
                    path.openedCount(),
                    local,
                    remote,
                    other);
        }

        Counts plus(Counts more) {
            return new Counts(
                    open + more.open,
                    closeWait + more.closeWait,
                    timeWait + more.timeWait,
                    opened + more.opened,
                    local + more.local,
                    remote + more.remote,
                    other + more.other);
        }
    }

    /** @param before counts before the first point */
    PathSeries(long sinceNanos, Counts before) {
        this.sinceNanos = sinceNanos;
        this.last = before;
    }

    /** For the next {@link #write}. */
    void count(Counts now) {
        worst = Math.max(worst, Math.max(now.closeWait, now.timeWait));
        next = new Values(
                number(now.open),
                number(now.closeWait),
                number(now.timeWait),
                number(now.opened - last.opened),
                number(now.local - last.local),
                number(now.remote - last.remote),
                number(now.other - last.other));
        last = now;
    }

    private static int number(long count) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, count));
    }

    void write(int cell) {
        put(cell, next);
    }

    void fold(int to, int[] from) {
        Values sum = at(from[0]);
        for (int i = 1; i < from.length; i++) {
            sum = sum.and(at(from[i]));
        }
        put(to, sum);
    }

    private void put(int cell, Values point) {
        values[0][cell] = point.open();
        values[1][cell] = point.closeWait();
        values[2][cell] = point.timeWait();
        values[3][cell] = point.opened();
        values[4][cell] = point.closedByLocal();
        values[5][cell] = point.closedByRemote();
        values[6][cell] = point.closedOtherwise();
    }

    Values at(int cell) {
        return new Values(
                values[0][cell],
                values[1][cell],
                values[2][cell],
                values[3][cell],
                values[4][cell],
                values[5][cell],
                values[6][cell]);
    }
}
