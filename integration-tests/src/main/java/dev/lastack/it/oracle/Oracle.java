package dev.lastack.it.oracle;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The kernel's view of one conversation of this process: all connections to one peer, or all accepted by one listener.
 * A program waits with it for a state instead of sleeping, and prints its last reading for the test to compare.
 *
 * <p>To be created before the first connection of the conversation.
 */
public final class Oracle {

    /** Until a program gives up: far more than the slowest machine needs for anything that is under way. */
    public static final Duration BOUND = Duration.ofMinutes(4);

    /** Passes that all miss one entry: a few in a row have been seen, never this many. */
    private static final int OFTEN_ENOUGH = 8;

    private static final long FIRST_POLL_MILLIS = 5;

    /** Each look reads a table of the whole machine. */
    private static final long SLOWEST_POLL_MILLIS = 50;

    private final Predicate<TcpEntry> conversation;

    /** What other programs left under the same port number (TIME_WAIT above all) is not this conversation. */
    private Oracle(Predicate<TcpEntry> byPort) {
        Set<Ports> before = ProcNetTcp.all(byPort).stream().map(Ports::of).collect(Collectors.toUnmodifiableSet());
        this.conversation = byPort.and(entry -> !before.contains(Ports.of(entry)));
    }

    private record Ports(int local, int remote) {
        static Ports of(TcpEntry entry) {
            return new Ports(entry.localPort(), entry.remotePort());
        }
    }

    public static Oracle ofClientOf(int port) {
        return new Oracle(entry -> entry.remotePort() == port);
    }

    public static Oracle ofListenerAt(int port) {
        return new Oracle(entry -> entry.localPort() == port && entry.state() != TcpState.LISTEN);
    }

    /** Connections of this conversation in this state, those in TIME_WAIT too, which no process holds any more. */
    public long count(TcpState state) {
        Predicate<TcpEntry> counted = conversation.and(entry -> entry.state() == state);
        List<TcpEntry> entries = state == TcpState.TIME_WAIT ? ProcNetTcp.all(counted) : ProcNetTcp.own(counted);
        return entries.size();
    }

    /**
     * For a state that no longer changes. A pass over a table that others change may miss an entry, and never invents
     * one: the most that was read, once it has been read again. Where it changed meanwhile nevertheless, as a pool may
     * close what is idle, what has been read often enough in a row.
     */
    public long settledCount(TcpState state) {
        return settled(state.toString(), () -> count(state));
    }

    private long settled(String what, LongSupplier reading) {
        long[] most = {-1};
        long[] last = {-1};
        int[] inARow = {0};
        await("readings of " + what + " that agree", () -> {
            long now = reading.getAsLong();
            boolean again = now == most[0];
            inARow[0] = now == last[0] ? inARow[0] + 1 : 1;
            last[0] = now;
            most[0] = inARow[0] >= OFTEN_ENOUGH ? now : Math.max(most[0], now);
            return again;
        });
        return most[0];
    }

    /** Connections that a descriptor of this process holds and the kernel has not finished with. */
    public long owned() {
        return ProcNetTcp.own(conversation).size();
    }

    public void await(TcpState state, long expected) {
        await(state + " " + expected, () -> count(state) == expected);
    }

    public void awaitOwned(long expected) {
        await("owned " + expected, () -> owned() == expected);
    }

    /**
     * Until the kernel is done with all that nobody holds any more: on a busy machine the last FIN is on its way for a
     * while after both ends have closed.
     */
    public void awaitOnlyTimeWait() {
        await(
                "nothing left but TIME_WAIT",
                () -> ProcNetTcp.all(conversation).stream().allMatch(entry -> entry.state() == TcpState.TIME_WAIT));
    }

    public void awaitUnreadBytes(long expected) {
        await("unread bytes " + expected, () -> unreadBytes() >= expected);
    }

    /** What the test compares with the report and with its own expectation. */
    public void print() {
        System.out.println("ORACLE CLOSE_WAIT " + settledCount(TcpState.CLOSE_WAIT));
        System.out.println("ORACLE ESTABLISHED " + settledCount(TcpState.ESTABLISHED));
        System.out.println("ORACLE TIME_WAIT " + settledCount(TcpState.TIME_WAIT));
        System.out.println("ORACLE OWNED " + settled("owned", this::owned));
    }

    /** Twice in a row: see {@link #settledCount}. */
    public void await(String what, BooleanSupplier reached) {
        long giveUpAt = System.nanoTime() + BOUND.toNanos();
        Changes changes = new Changes();
        for (long poll = FIRST_POLL_MILLIS; !twice(reached); poll = Math.min(2 * poll, SLOWEST_POLL_MILLIS)) {
            changes.see(ProcNetTcp.all(conversation));
            if (System.nanoTime() - giveUpAt > 0) {
                throw new IllegalStateException(
                        "not reached in " + BOUND + ": " + what + "; the kernel said " + changes);
            }
            Pause.millis(poll);
        }
    }

    private static boolean twice(BooleanSupplier reached) {
        boolean once = reached.getAsBoolean();
        return once && reached.getAsBoolean();
    }

    private long unreadBytes() {
        return ProcNetTcp.own(conversation).stream()
                .mapToLong(TcpEntry::unreadBytes)
                .sum();
    }
}
