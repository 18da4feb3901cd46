package dev.lastack.track;

import dev.lastack.snapshot.Role;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All code paths and their sums. Not thread-safe: the {@link Watcher} and snapshots take turns through its monitor,
 * which no hook ever takes.
 */
final class Ledger {

    private static final int MAX_PATHS = 2_000;

    private final Map<PathKey, PathStats> paths = new LinkedHashMap<>();

    /** The path of the first accept. No more than {@link #paths}. */
    private final Map<Acceptor, PathKey> acceptors = new HashMap<>();

    /** The path of the first connection of each that was opened on a thread with a known start. Likewise bounded. */
    private final Map<PathKey, PathKey> connectors = new HashMap<>();

    private final Set<String> capsHit = new TreeSet<>();
    private final FrameNormaliser normaliser;
    private Limits limits;
    private boolean everSampled;

    Ledger(FrameNormaliser normaliser, Limits limits) {
        this.normaliser = normaliser;
        this.limits = limits;
    }

    synchronized void limits(Limits others) {
        limits = others;
    }

    void opened(Connection c) {
        PathStats path = path(c);
        if (path != null) {
            path.open(c);
        }
    }

    /** Open for longer than a tick, and watched from now on. */
    void grewUp(Connection c) {
        Habit habit = habitOf(c.openStack);
        if (habit != null) {
            habit.grewUp();
            c.openStack.alikeMask = habit.mask();
        }
    }

    /** As {@link #ended}, of one that {@link #grewUp}. */
    void grownUpEnded(Connection c) {
        Habit habit = habitOf(c.openStack);
        if (habit != null) {
            habit.grownUpEnded();
        }
        ended(c);
    }

    void addressExhausted(Connection c) {
        PathStats path = path(c);
        if (path != null) {
            path.addressExhausted(c.openedNanos);
        }
    }

    void ended(Connection c) {
        c.phase = Connection.FOLDED;
        PathStats path = path(c);
        if (path != null) {
            path.end(c, limits, normaliser);
        }
        if (c.ration == Rationing.NOTHING_LEFT_OUT) {
            learn(c);
        }
    }

    private void learn(Connection c) {
        Habit habit = habitOf(c.openStack);
        if (habit != null) {
            habit.ended(c);
            c.openStack.alikeMask = habit.mask();
            everSampled |= habit.mask() != 0;
        }
    }

    /** Stacks that had no place any more are not one code path. */
    private static @Nullable Habit habitOf(StackEntry openStack) {
        if (openStack == StackEntry.NONE) {
            return null;
        }
        Habit habit = openStack.habit;
        if (habit == null) {
            habit = new Habit();
            openStack.habit = habit;
        }
        return habit;
    }

    /** Null where the connection is not the application's. */
    @Nullable
    PathStats path(Connection c) {
        if (c.path == null) {
            c.path = find(c);
        }
        return c.path;
    }

    private @Nullable PathStats find(Connection c) {
        NormalStack stack = c.openStack.stack(normaliser);
        if (stack.jvmManagement) {
            return null;
        }
        String transport = c.transport.equals(Tracker.UNKNOWN_TRANSPORT)
                ? Transports.of(stack)
                : Transports.of(c.transport, stack);
        Role role = c.accepted ? Role.SERVER : Role.CLIENT;
        InetAddress address = c.accepted ? c.local : c.remote;
        int port = c.accepted ? c.localPort : c.remotePort;
        PathStats last = c.openStack.lastPath;
        if (last != null && last.key.is(role, transport, address, port)) {
            return last;
        }
        PathKey own = new PathKey(stack, role, transport, address, port);
        PathKey key = c.accepted ? acceptor(own) : connector(own);
        PathStats path = paths.get(key);
        PathStats found = path != null ? path : fresh(key);
        c.openStack.lastPath = found;
        return found;
    }

    /**
     * The threads of one library were started here and there, by whoever asked when one more was needed: that makes no
     * other path. The first start stands for all.
     */
    private PathKey connector(PathKey key) {
        NormalStack own = key.stack().own;
        PathKey without = own == key.stack() ? key : key.of(own);
        if (own == key.stack() || paths.size() >= MAX_PATHS) {
            return connectors.getOrDefault(without, paths.containsKey(without) ? without : key);
        }
        return connectors.computeIfAbsent(without, first -> paths.containsKey(first) ? first : key);
    }

    /**
     * A server's acceptors come on several ways to the same listener: several threads, a first accept elsewhere than the
     * later ones, an asynchronous accept that asks for the next. Where the application has no part in it, or the same,
     * that is no difference to a reader: the first way stands for all.
     */
    private PathKey acceptor(PathKey key) {
        Stack stack = key.stack().stack;
        Site culprit = stack.ofStartedThread() ? null : stack.culprit();
        Acceptor acceptor = new Acceptor(culprit, key.transport(), key.address(), key.port());
        if (paths.size() >= MAX_PATHS) {
            return acceptors.getOrDefault(acceptor, key);
        }
        return acceptors.computeIfAbsent(acceptor, first -> key);
    }

    /** Of a listener. */
    private record Acceptor(
            @Nullable Site culprit,
            String transport,
            @Nullable InetAddress address,
            int port) {}

    private PathStats fresh(PathKey key) {
        PathKey within = paths.size() < MAX_PATHS ? key : capped(key);
        return paths.computeIfAbsent(within, k -> new PathStats(k, "p" + (paths.size() + 1), limits.windowNanos()));
    }

    /** First the destinations of one stack fall together, then all stacks of one role and transport. */
    private PathKey capped(PathKey key) {
        capsHit.add("more than " + MAX_PATHS + " code paths: the destinations of the later ones are counted together");
        NormalStack stack = paths.size() < 2 * MAX_PATHS ? key.stack() : StackEntry.NONE.stack(normaliser);
        return new PathKey(stack, key.role(), key.transport(), null, 0);
    }

    List<PathStats> paths() {
        return new ArrayList<>(paths.values());
    }

    FrameNormaliser normaliser() {
        return normaliser;
    }

    /** True if connections that live alike were captured in samples. */
    boolean everSampled() {
        return everSampled;
    }

    Set<String> capsHit() {
        return capsHit;
    }
}
