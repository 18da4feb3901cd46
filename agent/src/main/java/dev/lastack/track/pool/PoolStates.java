package dev.lastack.track.pool;

import dev.lastack.snapshot.NettyChannel;
import dev.lastack.snapshot.PoolLibrary;
import dev.lastack.snapshot.Pooled;
import dev.lastack.snapshot.Stack;
import dev.lastack.track.connection.Clock;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.connection.NettyCaptures;
import dev.lastack.track.connection.PreexistingConnection;
import dev.lastack.track.objects.Fields;
import dev.lastack.track.objects.MetObjects;
import dev.lastack.track.stack.FrameNormaliser;
import java.io.FileDescriptor;
import java.nio.channels.SelectableChannel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.LastAckKernel;

/**
 * What all pools say at one moment, for one snapshot: it holds objects of the application and must not outlive that. Not
 * for several threads.
 */
public final class PoolStates {

    /** Of all pools together; far more than one process usually has, and still a fraction of a second. */
    private static final int MAX_CONNECTIONS = 5_000;

    private static final List<PoolReader> READERS = List.of(
            new HikariReader(),
            new TomcatJdbcReader(),
            new CommonsPoolReader(),
            new ApacheHttpReader(),
            new OkHttpReader(),
            new ReactorNettyReader(),
            new UrlConnectionReader());

    private static final Map<String, PoolReader> READER_OF = readerOf();

    private final FrameNormaliser normaliser;
    private final Clock clock;
    private final Fields fields = new Fields();
    private final SocketFinder sockets = new SocketFinder(fields);

    /** By what a connection's record knows: the descriptor, or Netty's channel. */
    private final IdentityHashMap<Object, Answer> answers = new IdentityHashMap<>();

    private final Map<Integer, Answer> byNumber = new HashMap<>();

    /** Two pooled connections cannot share a socket: of those that seem to, the search went astray. */
    private final Set<FileDescriptor> ambiguous = new HashSet<>();

    private int asked;

    private record Answer(
            PooledConnection pooled, Object pool, @Nullable Object owner) {}

    private PoolStates(FrameNormaliser normaliser, Clock clock) {
        this.normaliser = normaliser;
        this.clock = clock;
    }

    private static Map<String, PoolReader> readerOf() {
        Map<String, PoolReader> readers = new HashMap<>();
        READERS.forEach(reader -> reader.types().forEach(type -> readers.put(type, reader)));
        return Map.copyOf(readers);
    }

    /** Asks all pools that were met. Takes none of their locks. */
    public static PoolStates now(MetObjects registry, FrameNormaliser normaliser, Clock clock) {
        PoolStates states = new PoolStates(normaliser, clock);
        for (Object pool : registry.living()) {
            states.ask(pool);
        }
        return states;
    }

    private void ask(Object pool) {
        PoolReader reader = reader(pool.getClass());
        if (reader == null) {
            return;
        }
        try {
            reader.read(pool, fields, pooled -> add(pool, pooled));
        } catch (RuntimeException | LinkageError e) {
            // a pool that is being changed, or a version that is not as known: what it did not say is no evidence
        }
    }

    private static @Nullable PoolReader reader(Class<?> type) {
        for (Class<?> above = type; above != null; above = above.getSuperclass()) {
            PoolReader reader = READER_OF.get(above.getName());
            if (reader != null) {
                return reader;
            }
        }
        return null;
    }

    private void add(Object told, PooledConnection pooled) {
        if (asked++ >= MAX_CONNECTIONS) {
            return;
        }
        Object pool = pooled.pool() == null ? told : pooled.pool();
        if (pooled.library() == PoolLibrary.REACTOR_NETTY) {
            answers.put(pooled.connection(), new Answer(pooled, pool, null));
            return;
        }
        SocketFinder.Found found = sockets.find(pooled.connection(), told);
        if (found != null) {
            Answer answer = new Answer(pooled, pool, found.owner());
            Answer other = answers.put(found.descriptor(), answer);
            if (other != null) {
                ambiguous.add(found.descriptor());
            }
            byNumber.put(LastAckKernel.number(found.descriptor()), answer);
        }
    }

    /** In words, where not all pooled connections were asked. */
    public Optional<String> capHit() {
        return asked <= MAX_CONNECTIONS
                ? Optional.empty()
                : Optional.of("whether a connection is lent out was asked for " + MAX_CONNECTIONS + " of " + asked
                        + " in pools: of the others no pool is known");
    }

    /**
     * Null where no pool has it, or none that is known.
     *
     * @param netty null where it is no Netty channel's
     */
    public @Nullable Pooled of(Connection c, @Nullable NettyChannel netty) {
        Answer answer = answers.isEmpty() ? null : answer(c);
        if (answer == null) {
            return null;
        }
        PooledConnection pooled = answer.pooled();
        boolean recorded = pooled.borrowedMillis() >= 0;
        return new Pooled(
                pooled.library(),
                pooled.name(),
                System.identityHashCode(answer.pool()),
                pooled.borrowed() ? Pooled.State.BORROWED : Pooled.State.IDLE,
                !pooled.borrowed()
                        ? null
                        : recorded ? clock.wall().minusMillis(pooled.borrowedMillis()) : clock.at(c.lastUseNanos()),
                recorded,
                borrowedBy(pooled),
                pooled.borrowed() && mayBeAwaited(netty, answer.owner()));
    }

    private @Nullable Answer answer(Connection c) {
        NettyCaptures netty = c.netty();
        Object channel = netty == null ? null : netty.channel.get();
        Answer answer = channel == null ? null : answers.get(channel);
        if (answer != null) {
            return answer;
        }
        if (c instanceof PreexistingConnection) {
            return byNumber.get(LastAckKernel.number(c.fd));
        }
        return ambiguous.contains(c.fd) ? null : answers.get(c.fd);
    }

    private Stack borrowedBy(PooledConnection pooled) {
        Throwable borrower = pooled.borrower();
        return borrower == null || !pooled.borrowed()
                ? Stack.EMPTY
                : normaliser.normalise(borrower.getStackTrace(), List.of()).stack;
    }

    /**
     * Whether somebody may be waiting for the remote's answer: a thread is inside a read; or an event loop reads, and nobody
     * can tell for whom, unless reading is switched off.
     */
    private boolean mayBeAwaited(@Nullable NettyChannel netty, @Nullable Object owner) {
        if (netty != null || owner == null) {
            return netty == null || netty.autoRead();
        }
        if (owner instanceof SelectableChannel channel && !channel.isBlocking()) {
            return true;
        }
        return fields.getLong(owner, "readerThread", 1) != 0;
    }
}
