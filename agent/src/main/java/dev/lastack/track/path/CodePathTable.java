package dev.lastack.track.path;

import dev.lastack.snapshot.DurationHistogram;
import dev.lastack.snapshot.Role;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import dev.lastack.snapshot.Transport;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.sampling.CaptureSampler;
import dev.lastack.track.sampling.OpenerProfile;
import dev.lastack.track.stack.FrameNormaliser;
import dev.lastack.track.stack.NormalisedStack;
import dev.lastack.track.stack.RawStack;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All code paths and their sums. Not thread-safe: the {@code Watcher} and snapshots take turns through its monitor,
 * which no hook ever takes.
 */
public final class CodePathTable {

    private static final int MAX_PATHS = 2_000;

    private final Map<CodePathKey, CodePathStats> paths = new LinkedHashMap<>();

    /** The path of the first accept. No more than {@link #paths}. */
    private final Map<Acceptor, CodePathKey> acceptors = new HashMap<>();

    /** The path of the first connection of each that was opened on a thread with a known start. Likewise bounded. */
    private final Map<CodePathKey, CodePathKey> connectors = new HashMap<>();

    private final DurationBuckets closeWaits = new DurationBuckets();
    private final Set<String> capsHit = new TreeSet<>();
    private final FrameNormaliser normaliser;
    private final StarvedTime starved = new StarvedTime();
    private Limits limits;
    private boolean everSampled;
    private long openedLikeSiblings;
    private @Nullable EndListener endListener;
    private long untold;

    public CodePathTable(FrameNormaliser normaliser, Limits limits) {
        this.normaliser = normaliser;
        this.limits = limits;
    }

    public synchronized void limits(Limits others) {
        limits = others;
    }

    /** When the watcher's thread, which calls this, is to be at work again, of {@code System.nanoTime()}. */
    public synchronized void awakeAgainBy(long dueNanos) {
        starved.awakeAgainBy(dueNanos, System.nanoTime());
    }

    /** How many late closes were not counted as such, since the JVM's threads had no processor meanwhile. */
    public long excusedCloses() {
        return starved.excused();
    }

    public long starvedMillis() {
        return starved.totalMillis();
    }

    /** Tells of each connection that ends from now on; null for nobody. */
    public synchronized void endListener(@Nullable EndListener listener) {
        endListener = listener;
    }

    /** Connections of which the listener should have been told, and failed. */
    public long untold() {
        return untold;
    }

    public void opened(Connection c) {
        CodePathStats path = path(c);
        if (path != null) {
            path.open(c);
        }
        OpenerProfile profile = profileOf(c.openStack);
        if (profile != null) {
            profile.opened(c.openedNanos);
            openedLikeSiblings += c.openedLikeSiblings() ? 1 : 0;
            c.openStack.openMask = profile.openMask();
        }
    }

    /** Open for longer than a tick, and watched from now on. */
    public void grewUp(Connection c) {
        OpenerProfile profile = profileOf(c.openStack);
        if (profile != null) {
            profile.grewUp();
            c.openStack.alikeMask = profile.mask();
            c.openStack.openMask = 0; // what opens one that stays, and its siblings, is captured
        }
    }

    /** As {@link #ended}, of one that {@link #grewUp}. */
    public void grownUpEnded(Connection c) {
        OpenerProfile profile = profileOf(c.openStack);
        if (profile != null) {
            profile.grownUpEnded(c.releasedNanos - c.openedNanos);
        }
        ended(c);
    }

    public void addressExhausted(Connection c) {
        CodePathStats path = path(c);
        if (path != null) {
            path.addressExhausted(c.openedNanos);
        }
    }

    public void ended(Connection c) {
        c.phase = Connection.COUNTED;
        CodePathStats path = path(c);
        if (path != null) {
            path.end(c, limits, normaliser, starved);
            tell(c, path);
        }
        everSampled |= c.ration == CaptureSampler.EOF_TOO;
        if (c.ration == CaptureSampler.NOTHING_LEFT_OUT) {
            learn(c);
        }
    }

    private void tell(Connection c, CodePathStats path) {
        EndListener told = endListener;
        if (told == null) {
            return;
        }
        try {
            if (told.wants()) {
                told.ended(EndDescription.of(c, path, normaliser));
            }
        } catch (RuntimeException | Error e) {
            untold++; // the counting must go on, and with it whoever hands in connections
        }
    }

    private void learn(Connection c) {
        OpenerProfile profile = profileOf(c.openStack);
        if (profile != null) {
            profile.ended(c);
            c.openStack.alikeMask = profile.mask();
        }
    }

    /** Stacks that had no place any more are not one code path. */
    public static @Nullable OpenerProfile profileOf(RawStack openStack) {
        if (openStack == RawStack.NONE) {
            return null;
        }
        return Opener.of(openStack).profile;
    }

    /** Null where the connection is not the application's. */
    public @Nullable CodePathStats path(Connection c) {
        CodePathStats path = (CodePathStats) c.attachment;
        if (path == null) {
            path = find(c);
            c.attachment = path;
        }
        return path;
    }

    private @Nullable CodePathStats find(Connection c) {
        NormalisedStack stack = c.openStack.stack(normaliser);
        if (stack.jvmManagement) {
            return null;
        }
        Transport transport = Transports.of(c, stack);
        Role role = c.accepted ? Role.SERVER : Role.CLIENT;
        InetAddress address = c.accepted ? c.local : c.remote;
        int port = c.accepted ? c.localPort : c.remotePort;
        Opener opener = Opener.of(c.openStack);
        CodePathStats last = opener.lastPath;
        if (last != null && last.key.is(role, transport, address, port)) {
            return last;
        }
        CodePathKey own = new CodePathKey(stack, role, transport, address, port);
        CodePathKey key = c.accepted ? acceptor(own) : connector(own);
        CodePathStats path = paths.get(key);
        CodePathStats found = path != null ? path : fresh(key);
        opener.lastPath = found;
        return found;
    }

    /**
     * The threads of one library were started here and there, by whoever asked when one more was needed: that makes no
     * other path. The first start stands for all.
     */
    private CodePathKey connector(CodePathKey key) {
        NormalisedStack own = key.stack().own;
        CodePathKey without = own == key.stack() ? key : key.of(own);
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
    private CodePathKey acceptor(CodePathKey key) {
        Stack stack = key.stack().stack;
        Site culprit = stack.ofStartedThread() ? null : stack.culprit();
        Acceptor acceptor = new Acceptor(culprit, key.transport(), key.address(), key.port());
        if (paths.size() >= MAX_PATHS) {
            return acceptors.getOrDefault(acceptor, key);
        }
        return acceptors.computeIfAbsent(acceptor, first -> key);
    }

    /** Key of the accepts of one listener, or of several opened by one line. */
    private record Acceptor(
            @Nullable Site culprit,
            Transport transport,
            @Nullable InetAddress address,
            int port) {

        /** Written out, see {@link Site#equals}. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Acceptor that
                    && port == that.port
                    && transport == that.transport
                    && Objects.equals(culprit, that.culprit)
                    && Objects.equals(address, that.address);
        }

        @Override
        public int hashCode() {
            return (Objects.hashCode(culprit) * 31 + Objects.hashCode(address)) * 31 + port;
        }
    }

    private CodePathStats fresh(CodePathKey key) {
        CodePathKey within = paths.size() < MAX_PATHS ? key : capped(key);
        return paths.computeIfAbsent(
                within, k -> new CodePathStats(k, "p" + (paths.size() + 1), limits.windowNanos(), closeWaits));
    }

    /**
     * The path of what a listener accepts; where it has accepted nothing yet, that of its binding. Null where it is not
     * the application's.
     */
    public @Nullable CodePathStats ofListener(RawStack bound, Transport transport, InetAddress address, int port) {
        NormalisedStack stack = bound.stack(normaliser);
        if (stack.jvmManagement) {
            return null;
        }
        for (CodePathStats path : paths.values()) {
            if (path.key.role() == Role.SERVER && path.key.port() == port && same(path.key.address(), address)) {
                return path;
            }
        }
        return fresh(new CodePathKey(stack, Role.SERVER, transport, address, port));
    }

    /** The address that was bound, and what the kernel says of it, may be the one of either family that means any. */
    private static boolean same(@Nullable InetAddress one, InetAddress other) {
        return other.equals(one) || (one != null && one.isAnyLocalAddress() && other.isAnyLocalAddress());
    }

    /** First the destinations of one stack fall together, then all stacks of one role and transport. */
    private CodePathKey capped(CodePathKey key) {
        capsHit.add("more than " + MAX_PATHS + " code paths: the destinations of the later ones are counted together");
        NormalisedStack stack = paths.size() < 2 * MAX_PATHS ? key.stack() : RawStack.NONE.stack(normaliser);
        return new CodePathKey(stack, key.role(), key.transport(), null, 0);
    }

    public List<CodePathStats> paths() {
        return new ArrayList<>(paths.values());
    }

    /** How long those that have ended were in CLOSE_WAIT, since the watch began. */
    public DurationHistogram closeWaits() {
        return closeWaits.histogram();
    }

    public FrameNormaliser normaliser() {
        return normaliser;
    }

    /** How many have the open stack of their siblings, not one of their own. */
    public long openedLikeSiblings() {
        return openedLikeSiblings;
    }

    /** True if connections that live alike were captured in samples. */
    public boolean everSampled() {
        return everSampled;
    }

    public Set<String> capsHit() {
        return capsHit;
    }
}
