package dev.lastack.track.netty;

import dev.lastack.track.connection.Connection;
import dev.lastack.track.connection.NettyCaptures;
import dev.lastack.track.objects.Fields;
import dev.lastack.track.objects.MethodSites;
import dev.lastack.track.objects.ObjectSearch;
import dev.lastack.track.owner.ApplicationCode;
import dev.lastack.track.owner.CodeOwner;
import java.net.LastAckNettyChannels;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Whether the program has something registered for what a client's Netty channel reads, for one snapshot. An event loop
 * waits for all the channels it has, whoever needs them, so what hangs on the channel is asked: a handler or a callback
 * of the program's own, in the pipeline or behind what a library has there. A connection that has done its work has
 * none, as libraries let go of the callbacks of a request that was answered; and where the program's handler itself
 * waited for one answer (a future, a latch), that has come.
 *
 * <p>What several channels share is not gone through: a client's settings have callbacks of the program too, and what has
 * all connections leads to those of others. An object is of the channel from which it is the nearest, and shared where it
 * is as near to another. Looks at a
 * bounded number of channels; of further ones with the same handlers it is taken to be like that of most. Not for
 * several threads.
 */
public final class Receivers {

    /** As many as it takes to speak of growth at all. */
    private static final int FEWEST = 16;

    /** Of the same handlers; up to a millisecond each. */
    private static final int SAMPLE = 24;

    /** A subscriber is so far from its channel: along a chain of operators, or behind the stream of a connection. */
    private static final int MAX_STEPS = 24;

    private static final int MAX_OBJECTS = 4_000;

    /** An answer that holds its channel is no answer, but says that it is set up. */
    private static final int TO_THE_CHANNEL = 4;

    /** How near, and to which channel; null where to several. */
    private record Nearest(int steps, @Nullable Object channel) {}

    private final ApplicationCode applicationCode;
    private final Fields fields = new Fields();
    private final Map<Class<?>, Boolean> ofClasses = new HashMap<>();
    private final IdentityHashMap<Object, Nearest> nearest = new IdentityHashMap<>();
    private final Map<Connection, Boolean> looked = new HashMap<>();
    private final Map<Connection, List<Class<?>>> kinds = new HashMap<>();
    private final Map<List<Class<?>>, Boolean> ofKinds = new HashMap<>();

    /** @param held of which those of clients on Netty are looked at */
    public Receivers(List<Connection> held, ApplicationCode applicationCode) {
        this.applicationCode = applicationCode;
        List<Connection> quiet =
                held.stream().filter(Receivers::mayBeQuietClient).toList();
        if (quiet.size() >= FEWEST) {
            look(quiet);
        }
    }

    private static boolean mayBeQuietClient(Connection c) {
        return !c.accepted && c.netty() != null && c.remoteClosedNanos == 0 && c.closeAskedNanos == 0;
    }

    /** False where it is not known. */
    public boolean has(Connection c) {
        Boolean known = looked.get(c);
        return known != null ? known : ofKinds.getOrDefault(kinds.getOrDefault(c, List.of()), false);
    }

    private void look(List<Connection> quiet) {
        Map<List<Class<?>>, Map<Connection, Object[]>> samples = new LinkedHashMap<>();
        for (Connection c : quiet) {
            Object[] roots = roots(c);
            if (roots.length > 0) {
                List<Class<?>> kind = Arrays.<Object>stream(roots)
                        .<Class<?>>map(Object::getClass)
                        .toList();
                kinds.put(c, kind);
                Map<Connection, Object[]> sample = samples.computeIfAbsent(kind, unseen -> new LinkedHashMap<>());
                if (sample.size() < SAMPLE) {
                    sample.put(c, roots);
                }
            }
        }
        samples.values().forEach(sample -> sample.values().forEach(this::markReached));
        samples.forEach((kind, sample) -> {
            sample.forEach((c, roots) -> looked.put(c, isReceived(roots)));
            long received = sample.keySet().stream().filter(this::has).count();
            ofKinds.put(kind, 2 * received > sample.size());
        });
    }

    /** The channel and its handlers; empty where it has no answer. */
    private static Object[] roots(Connection c) {
        NettyCaptures captures = c.netty();
        Object channel = captures == null ? null : captures.channel.get();
        LastAckNettyChannels access = LastAckNettyChannels.of(channel);
        if (channel == null || access == null) {
            return new Object[0];
        }
        try {
            List<Object> roots = new ArrayList<>(List.of(channel));
            roots.addAll(access.handlers(channel).values());
            return roots.toArray();
        } catch (Throwable e) {
            return new Object[0]; // Netty's, or a subclass's of the application
        }
    }

    private void markReached(Object[] roots) {
        search().visit(
                        roots,
                        (object, steps) -> {
                            Nearest before = nearest.get(object);
                            if (before == null || steps < before.steps) {
                                nearest.put(object, new Nearest(steps, roots[0]));
                            } else if (steps == before.steps && before.channel != roots[0]) {
                                nearest.put(object, new Nearest(steps, null));
                            }
                            return false;
                        },
                        Receivers::isEndless);
    }

    private boolean isOf(Object object, Object channel) {
        Nearest found = nearest.get(object);
        return found != null && found.channel == channel;
    }

    private ObjectSearch search() {
        return new ObjectSearch(fields, MAX_STEPS, MAX_OBJECTS);
    }

    /** It leads to everything. */
    private static boolean isEndless(Object object) {
        return object instanceof Thread
                || object instanceof ClassLoader
                || object instanceof Executor
                || object instanceof Selector
                || object instanceof SelectableChannel;
    }

    private boolean isReceived(Object[] roots) {
        List<Object> own = new ArrayList<>();
        search().nearest(
                        roots,
                        object -> {
                            if (isOfApplication(object.getClass())) {
                                own.add(object);
                            }
                            return false;
                        },
                        object -> isEndless(object) || !isOf(object, roots[0]));
        boolean answered = false;
        for (Object object : own) {
            for (Object once : fields.referents(object)) {
                if (isAwaited(once)) {
                    return true;
                }
                answered |= isAnswered(once, roots[0]);
            }
        }
        return !own.isEmpty() && !answered;
    }

    /** A class of a library that no list knows has callbacks as well: only what is surely the application's. */
    private boolean isOfApplication(Class<?> type) {
        Class<?> written = MethodSites.isLambda(type) ? type.getNestHost() : type;
        return ofClasses.computeIfAbsent(
                written, unseen -> applicationCode.of(unseen.getName(), unseen).compareTo(CodeOwner.SAME_JAR) >= 0);
    }

    private boolean isAwaited(Object once) {
        return (once instanceof Future<?> future && !isOfApplication(once.getClass()) && !future.isDone())
                || (once instanceof CountDownLatch latch && latch.getCount() > 0);
    }

    /** By something: that a connection was set up, or that a subscription was taken, is told by a future of nothing. */
    private boolean isAnswered(Object once, Object channel) {
        if (once instanceof CountDownLatch latch) {
            return latch.getCount() == 0;
        }
        Object answer = once instanceof Future<?> ? answer(once) : null;
        return answer != null
                && new ObjectSearch(fields, TO_THE_CHANNEL, MAX_OBJECTS)
                                .nearest(answer, object -> object == channel, Receivers::isEndless)
                        == null;
    }

    private static @Nullable Object answer(Object future) {
        if (future instanceof CompletableFuture<?> completable) {
            return completable.isDone() && !completable.isCompletedExceptionally() ? completable.getNow(null) : null;
        }
        return Fields.call(future, "getNow"); // Netty's, which takes no lock
    }
}
