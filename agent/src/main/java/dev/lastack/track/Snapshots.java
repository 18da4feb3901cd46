package dev.lastack.track;

import dev.lastack.kernel.SocketProbe;
import dev.lastack.snapshot.ClosedConnections;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Evidence;
import dev.lastack.snapshot.FirstCloser;
import dev.lastack.snapshot.Handled;
import dev.lastack.snapshot.History;
import dev.lastack.snapshot.IoEvent;
import dev.lastack.snapshot.Listener;
import dev.lastack.snapshot.NettyChannel;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.OpenConnection.Ending;
import dev.lastack.snapshot.OpenConnection.Endpoints;
import dev.lastack.snapshot.OpenConnection.Events;
import dev.lastack.snapshot.OpenConnection.Reuse;
import dev.lastack.snapshot.OpenConnection.UnreadData;
import dev.lastack.snapshot.OpenConnection.Usage;
import dev.lastack.snapshot.Pooled;
import dev.lastack.snapshot.Reachability;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import dev.lastack.snapshot.TcpState;
import dev.lastack.snapshot.WaitingReader;
import dev.lastack.track.close.CloseOrder;
import dev.lastack.track.close.TcpStateNumbers;
import dev.lastack.track.connection.Captures;
import dev.lastack.track.connection.Clock;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.connection.DescriptorTable;
import dev.lastack.track.connection.Endpoint;
import dev.lastack.track.connection.NettyCaptures;
import dev.lastack.track.connection.PreexistingConnection;
import dev.lastack.track.connection.RepeatedEndpoint;
import dev.lastack.track.connection.Requested;
import dev.lastack.track.handler.Dispatchers;
import dev.lastack.track.handler.HandlerStates;
import dev.lastack.track.listener.Listeners;
import dev.lastack.track.netty.NettyChannels;
import dev.lastack.track.netty.Receivers;
import dev.lastack.track.objects.MetObjects;
import dev.lastack.track.path.CodePathStats;
import dev.lastack.track.path.CodePathTable;
import dev.lastack.track.path.PathHistory;
import dev.lastack.track.pool.PoolStates;
import dev.lastack.track.propagation.AsyncStarts;
import dev.lastack.track.sampling.OpenerProfile;
import dev.lastack.track.stack.RawStack;
import dev.lastack.track.thread.AnotherTask;
import dev.lastack.track.thread.ReaderStacks;
import dev.lastack.track.thread.ReaderThreads;
import dev.lastack.track.thread.WaitingReaders;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.LastAckKernel;
import sun.nio.ch.LastAckSelectors;

/** Makes a {@link dev.lastack.snapshot.Snapshot}'s code paths: folds what is waiting, then asks the state of each open connection. */
final class Snapshots {

    /** Local addresses cost a system call and an allocation each; a report shows few samples of a path. */
    private static final int LOCAL_ADDRESSES = 20;

    /** A connect on a network near by takes less. */
    private static final long UNCONNECTED_NANOS = 200_000_000L;

    private static final Captures NOTHING = new Captures(0);
    private static final OpenerProfile NO_PROFILE = new OpenerProfile();

    private final Watcher watcher;
    private final DescriptorTable table;
    private final CodePathTable codePaths;
    private final PathHistory history;
    private final SocketProbe probe;
    private final ReaderThreads readers;
    private final MetObjects pools;
    private final MetObjects selectors;
    private final AsyncStarts asyncStarts;
    private final NettyChannels nettyChannels;
    private final StuckListeners stuckListeners;

    Snapshots(
            Watcher watcher,
            DescriptorTable table,
            CodePathTable codePaths,
            PathHistory history,
            SocketProbe probe,
            ReaderThreads readers,
            Listeners listeners,
            MetObjects pools,
            MetObjects selectors,
            AsyncStarts asyncStarts) {
        this.watcher = watcher;
        this.table = table;
        this.codePaths = codePaths;
        this.history = history;
        this.probe = probe;
        this.readers = readers;
        this.pools = pools;
        this.selectors = selectors;
        this.asyncStarts = asyncStarts;
        this.nettyChannels = new NettyChannels(codePaths.normaliser());
        this.stuckListeners = new StuckListeners(listeners, codePaths, probe);
    }

    Tracked take(int ephemeralPorts) {
        return take(ephemeralPorts, clock -> History.NONE);
    }

    Tracked takeWithHistory(int ephemeralPorts) {
        return take(ephemeralPorts, history::history);
    }

    /**
     * First what the table holds, then what has ended: whatever ends in between is counted once, as open still if it
     * was not folded.
     */
    private Tracked take(int ephemeralPorts, Function<Clock, History> past) {
        watcher.lookForConnectedUnasked(System.nanoTime());
        Clock clock = Clock.now();
        List<Connection> held = held();
        List<Connection> unconnected = unconnected(clock.nanos());
        watcher.takeOver(clock.nanos());
        PoolStates poolsNow = PoolStates.now(pools, codePaths.normaliser(), clock);
        synchronized (codePaths) {
            LookedAt lookedAt = new LookedAt(
                    clock,
                    new RepeatedEndpoint(),
                    new ReaderStacks(readers, codePaths.normaliser(), clock),
                    new WaitingReaders(codePaths.normaliser().applicationCode()),
                    new Receivers(held, codePaths.normaliser().applicationCode()),
                    poolsNow,
                    new HandlerStates(
                            selectors, asyncStarts, codePaths.normaliser().applicationCode(), clock));
            Map<CodePathStats, List<OpenConnection>> open = openConnections(held, lookedAt);
            Map<CodePathStats, List<OpenConnection>> never = unconnected(unconnected, lookedAt);
            Map<CodePathStats, List<Listener>> stuck = stuckListeners.now(clock);
            List<CodePath> paths = new ArrayList<>();
            for (CodePathStats stats : codePaths.paths()) {
                paths.add(codePath(
                        stats,
                        open.getOrDefault(stats, List.of()),
                        stuck.getOrDefault(stats, List.of()),
                        never.getOrDefault(stats, List.of()),
                        ephemeralPorts,
                        clock));
            }
            return new Tracked(clock.wall(), paths, past.apply(clock), lookedAt.capsHit());
        }
    }

    /** What a snapshot looks at once, for all of its connections. */
    private record LookedAt(
            Clock clock,
            RepeatedEndpoint remotes,
            ReaderStacks readers,
            WaitingReaders waiting,
            Receivers receivers,
            PoolStates pools,
            HandlerStates handlers) {

        List<String> capsHit() {
            return Stream.of(
                            handlers.capHit(),
                            handlers.startsCapHit(),
                            pools.capHit(),
                            readers.capHit(),
                            waiting.capHit())
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    private List<Connection> held() {
        List<Connection> held = new ArrayList<>();
        table.forEach(c -> {
            if (c.phase != Connection.PENDING) {
                held.add(c);
            }
        });
        return held;
    }

    /** Channels that have not been connected for a while. */
    private List<Connection> unconnected(long now) {
        List<Connection> unconnected = new ArrayList<>();
        table.forEach(c -> {
            boolean told = c.unasked || c.remote != null;
            if (c.phase == Connection.PENDING && told && now - c.openedNanos >= UNCONNECTED_NANOS) {
                unconnected.add(c);
            }
        });
        return unconnected;
    }

    private Map<CodePathStats, List<OpenConnection>> unconnected(List<Connection> unconnected, LookedAt lookedAt) {
        Map<CodePathStats, List<OpenConnection>> byPath = new HashMap<>();
        for (Connection c : unconnected) {
            int state = probe.tcpState(c.fd);
            boolean stillOurs = table.get(c.fd) == c && c.phase == Connection.PENDING;
            boolean isTcp = state == TcpStateNumbers.CLOSE || state == TcpState.SYN_SENT.number();
            CodePathStats path = stillOurs && isTcp ? codePaths.path(c) : null;
            if (path != null) {
                byPath.computeIfAbsent(path, p -> new ArrayList<>()).add(describe(c, state, false, lookedAt));
            }
        }
        return byPath;
    }

    private CodePath codePath(
            CodePathStats stats,
            List<OpenConnection> open,
            List<Listener> stuck,
            List<OpenConnection> unconnected,
            int ephemeralPorts,
            Clock clock) {
        ClosedConnections ended = stats.ended();
        return new CodePath(
                stats.id,
                stats.key.role(),
                stats.key.transport(),
                stats.key.peer(),
                stats.key.stack().stack,
                ended.count() + open.size(),
                ended,
                open,
                stats.timeWait(ephemeralPorts, timeWaitsOf(open), clock.nanos()),
                stats.traffic(clock, clock.nanos()),
                stats.load(clock),
                stuck,
                unconnected);
    }

    /** Half-closed or deferred by us, then closed by the remote: the kernel has made the entry, whoever holds the descriptor. */
    private static long timeWaitsOf(List<OpenConnection> open) {
        long count = 0;
        for (OpenConnection connection : open) {
            boolean oursFirst = connection.firstCloser() == FirstCloser.LOCAL
                    || connection.firstCloser() == FirstCloser.SIMULTANEOUS;
            if (oursFirst && connection.state() == TcpState.CLOSE) {
                count++;
            }
        }
        return count;
    }

    private Map<CodePathStats, List<OpenConnection>> openConnections(List<Connection> held, LookedAt lookedAt) {
        Map<CodePathStats, List<Connection>> byPath = new HashMap<>();
        for (Connection c : held) {
            CodePathStats path = c.phase == Connection.COUNTED ? null : codePaths.path(c);
            if (path != null) {
                byPath.computeIfAbsent(path, p -> new ArrayList<>()).add(c);
            }
        }
        Map<CodePathStats, List<OpenConnection>> open = new HashMap<>();
        byPath.forEach((path, connections) -> open.put(path, describe(connections, lookedAt)));
        return open;
    }

    private List<OpenConnection> describe(List<Connection> connections, LookedAt lookedAt) {
        connections.sort(Comparator.comparingLong(c -> c.openedNanos));
        List<OpenConnection> described = new ArrayList<>(connections.size());
        for (Connection c : connections) {
            int state = probe.tcpState(c.fd);
            boolean stillOurs = table.get(c.fd) == c && !c.left();
            if (stillOurs && state == TcpStateNumbers.CLOSE_WAIT) {
                remoteClosedSince(c, Math.max(c.openedNanos, lookedAt.clock().nanos()));
            }
            boolean suspect = c.remoteClosedNanos != 0 || c.unreachable(); // its identity is looked for in heaps
            boolean withLocal = stillOurs && (suspect || described.size() < LOCAL_ADDRESSES);
            described.add(describe(c, stillOurs ? state : 0, withLocal, lookedAt));
        }
        return described;
    }

    /** The FIN may have come since the watcher looked: else the state would say what the rest of the record does not. */
    private static void remoteClosedSince(Connection c, long now) {
        if (c.remoteClosedNanos == 0
                && CloseOrder.remoteClosed(c.advance(CloseOrder.STATE_SEEN, TcpStateNumbers.CLOSE_WAIT))) {
            Tracker.remoteClosed(c, now);
        }
    }

    private OpenConnection describe(Connection c, int state, boolean withLocal, LookedAt lookedAt) {
        Clock clock = lookedAt.clock();
        long now = clock.nanos();
        Captures captures = Objects.requireNonNullElse(c.capturesOrNull(), NOTHING);
        boolean stalled = captures.unreadSinceNanos != 0 && c.lastReadNanos <= captures.unreadSinceNanos;
        NettyChannel netty = nettyChannels.of(c, clock);
        HandlerStates.Answer served =
                c.accepted && isSuspect(c, captures) ? lookedAt.handlers().of(c, captures) : null;
        List<Evidence> evidence = evidence(c, captures, served, lookedAt);
        Pooled pool = c.accepted ? null : lookedAt.pools().of(c, netty);
        return new OpenConnection(
                System.identityHashCode(c),
                c.transport,
                new Endpoints(
                        withLocal ? local(c) : "",
                        c.remote == null ? "" : lookedAt.remotes().format(c.remote, c.remotePort),
                        table.get(c.fd) == c ? LastAckKernel.number(c.fd) : -1),
                TcpState.of(state),
                new Usage(
                        clock.at(c.openedNanos),
                        c.openThread,
                        c.openedLikeSiblings(),
                        c.connectUnfinished(),
                        reuse(c, captures),
                        c.lastUseNanos() != c.openedNanos,
                        millis(now - c.lastUseNanos()),
                        pool == null || pool.borrowed() ? waitingReader(c, state, lookedAt) : WaitingReader.NONE),
                ending(c, state, captures, clock),
                events(c, captures, clock),
                stalled ? unread(c, captures, now) : UnreadData.NONE,
                reachability(c),
                evidence,
                netty,
                pool,
                served == null ? handled(c, captures, netty, evidence) : served.handled());
    }

    private static WaitingReader waitingReader(Connection c, int state, LookedAt lookedAt) {
        if (c.accepted) {
            return WaitingReader.NONE;
        }
        return lookedAt.receivers().has(c)
                ? WaitingReader.HANDLER
                : lookedAt.waiting().of(c, state);
    }

    /** One thread may be given another task: that is told by where the two begin. */
    private Reuse reuse(Connection c, Captures captures) {
        if (!c.reused()) {
            return Reuse.NONE;
        }
        RawStack after = captures.writeStack;
        RawStack before = after == null ? null : after.beforeRest();
        boolean another = c.reusedByAnother()
                || (before != null && after != null && AnotherTask.between(frames(before), frames(after)));
        return another ? Reuse.BY_ANOTHER : Reuse.AFTER_REST;
    }

    private List<Site> frames(RawStack captured) {
        return captured.stack(codePaths.normaliser()).stack.frames();
    }

    /** Others are not looked at: they are many, and nobody asks who serves them. */
    private static boolean isSuspect(Connection c, Captures captures) {
        boolean wrong = c.remoteClosedNanos != 0 || captures.unreadSinceNanos != 0 || captures.goneNanos != 0;
        return wrong && c.closeAskedNanos == 0;
    }

    /** By what is seen of the connection, where its server was not to be asked. */
    private static @Nullable Handled handled(
            Connection c, Captures captures, @Nullable NettyChannel netty, List<Evidence> evidence) {
        for (Evidence one : evidence) {
            Handled called = c.accepted && one.kind() == Evidence.Kind.READER_NOW
                    ? Dispatchers.of(one.use().stack())
                    : null;
            if (called != null) {
                return called;
            }
        }
        return inPipeline(c, captures, netty);
    }

    /** Of a server on Netty of which no more is known: what its pipeline has of the application. */
    private static @Nullable Handled inPipeline(Connection c, Captures captures, @Nullable NettyChannel netty) {
        Site handler = netty == null || !c.accepted || !isSuspect(c, captures) ? null : netty.handlerSite();
        return handler == null ? null : new Handled(handler, Handled.Kind.REGISTERED, null, false, null);
    }

    private static Ending ending(Connection c, int state, Captures captures, Clock clock) {
        int order = c.order;
        return new Ending(
                CloseOrder.firstCloser(order),
                c.remoteClosedNanos == 0 ? null : clock.at(c.remoteClosedNanos),
                sinceRemoteCloseMillis(c, clock.nanos()),
                resetAt(c, state, captures, clock),
                CloseOrder.outputShut(order),
                c.closeAskedNanos != 0 && LastAckSelectors.allSelecting(c.get()));
    }

    /** A connection in CLOSE that this side has neither closed nor half-closed is gone, whoever has noticed. */
    private static @Nullable Instant resetAt(Connection c, int state, Captures captures, Clock clock) {
        if (captures.goneNanos != 0) {
            return clock.at(captures.goneNanos);
        }
        boolean gone = state == TcpStateNumbers.CLOSE && c.closeAskedNanos == 0 && !CloseOrder.outputShut(c.order);
        return gone ? clock.at(clock.nanos()) : null;
    }

    private Events events(Connection c, Captures captures, Clock clock) {
        OpenerProfile profile = Objects.requireNonNullElse(CodePathTable.profileOf(c.openStack), NO_PROFILE);
        return new Events(
                use(clock, captures.eofStack, profile.eof(), captures.eofThread, c.eofNanos(), captures.eofNanos),
                use(
                        clock,
                        captures.readStack,
                        profile.read(),
                        captures.readThread,
                        c.lastReadNanos,
                        captures.readStackNanos),
                lastWrite(c, captures, profile, clock),
                use(
                        clock,
                        captures.closeStack,
                        profile.close(),
                        captures.closeThread,
                        c.closeAskedNanos,
                        c.closeAskedNanos));
    }

    private UnreadData unread(Connection c, Captures captures, long now) {
        return new UnreadData(
                probe.unreadBytes(c.fd), probe.receiveBufferBytes(c.fd), millis(now - captures.unreadSinceNanos));
    }

    /** Of a Netty channel that was asked for is as good as done: it may be on its way still. */
    private @Nullable IoEvent lastWrite(Connection c, Captures captures, OpenerProfile profile, Clock clock) {
        long stackAt = captures.writeStackNanos;
        boolean byAsking = captures instanceof NettyCaptures && captures.writeStack != null;
        long at = byAsking ? Math.max(stackAt, c.lastWriteNanos) : c.lastWriteNanos;
        return use(clock, captures.writeStack, profile.write(), captures.writeThread, at, byAsking ? at : stackAt);
    }

    /** Threads are looked at for connections only with which something may be wrong. */
    private List<Evidence> evidence(
            Connection c, Captures captures, HandlerStates.@Nullable Answer served, LookedAt lookedAt) {
        Evidence asked = asked(served == null ? captures.asked : served.asked(), lookedAt.clock());
        Evidence now = isSuspect(c, captures) ? readerNow(c, captures, served, lookedAt.readers()) : null;
        now = now == null && awaitsItsLoop(c, captures) ? loopNow(c, served, lookedAt) : now;
        if (asked == null) {
            return now == null ? List.of() : List.of(now); // most have neither, and there may be thousands
        }
        return now == null ? List.of(asked) : List.of(asked, now);
    }

    private @Nullable Evidence asked(@Nullable Requested asked, Clock clock) {
        if (asked == null || asked.stack() == RawStack.NONE) {
            return null;
        }
        Stack stack = asked.stack().stack(codePaths.normaliser()).stack;
        return new Evidence(asked.kind(), new IoEvent(stack, asked.thread(), clock.at(asked.nanos()), true));
    }

    /** An event loop that is at work sees within milliseconds that the remote has closed. */
    private static boolean awaitsItsLoop(Connection c, Captures captures) {
        return c.accepted
                && c.remoteClosedNanos != 0
                && isSuspect(c, captures)
                && c.eofNanos() == 0
                && c.lastReadNanos <= c.remoteClosedNanos;
    }

    /** Of a connection that it is not to read yet, only where it is inside the handler of its request. */
    private static @Nullable Evidence loopNow(Connection c, HandlerStates.@Nullable Answer served, LookedAt lookedAt) {
        HandlerStates.Loop loop = lookedAt.handlers().loopOf(c);
        IoEvent now = loop == null ? null : lookedAt.readers().atWork(loop.thread());
        return loop != null && now != null && (loop.reads() || (served != null && isInside(now, served)))
                ? new Evidence(Evidence.Kind.LOOP_NOW, now)
                : null;
    }

    /** Where the thread that has read it is not inside the handler, the server may know another that is. */
    private static @Nullable Evidence readerNow(
            Connection c, Captures captures, HandlerStates.@Nullable Answer served, ReaderStacks readers) {
        Evidence now = readers.of(c, captures);
        if (served == null || !served.inCall() || (now != null && isInside(now.use(), served))) {
            return now;
        }
        String name = served.worker();
        IoEvent worker = name == null ? readers.inside(served.handled()) : readers.ofThread(name);
        return worker != null && isInside(worker, served) ? new Evidence(Evidence.Kind.READER_NOW, worker) : now;
    }

    private static boolean isInside(IoEvent thread, HandlerStates.Answer served) {
        return thread.stack().frames().stream().anyMatch(served.handled()::hasInside);
    }

    private static Reachability reachability(Connection c) {
        if (c instanceof PreexistingConnection) {
            return Reachability.UNKNOWN;
        }
        return c.unreachable() ? Reachability.UNREACHABLE : Reachability.REACHABLE;
    }

    /** @param siblings what stands for a stack that was not captured: that of the connections opened at the same place */
    private @Nullable IoEvent use(
            Clock clock,
            @Nullable RawStack own,
            @Nullable RawStack siblings,
            @Nullable String thread,
            long at,
            long stackAt) {
        if (at == 0) {
            return null;
        }
        RawStack entry = own == null ? siblings : own;
        Stack stack = entry == null ? Stack.EMPTY : entry.stack(codePaths.normaliser()).stack;
        return new IoEvent(stack, thread == null ? "" : thread, clock.at(at), own != null && at == stackAt);
    }

    private static long sinceRemoteCloseMillis(Connection c, long now) {
        if (c.remoteClosedNanos == 0) {
            return 0;
        }
        long until = c.closeAskedNanos == 0 ? now : c.closeAskedNanos;
        return millis(Math.max(0, until - c.remoteClosedNanos));
    }

    private static long millis(long nanos) {
        return Math.max(0, nanos) / 1_000_000;
    }

    private static String local(Connection c) {
        try {
            InetSocketAddress address = LastAckKernel.localAddress(c.fd);
            return address == null ? "" : Endpoint.format(address.getAddress(), address.getPort());
        } catch (IOException e) {
            return "";
        }
    }
}
