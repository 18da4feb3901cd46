package dev.lastack.track.handler;

import dev.lastack.snapshot.Evidence;
import dev.lastack.snapshot.Handled;
import dev.lastack.snapshot.Site;
import dev.lastack.track.connection.Captures;
import dev.lastack.track.connection.Clock;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.connection.PreexistingConnection;
import dev.lastack.track.connection.Requested;
import dev.lastack.track.objects.Fields;
import dev.lastack.track.objects.MetObjects;
import dev.lastack.track.objects.MethodSites;
import dev.lastack.track.owner.ApplicationCode;
import dev.lastack.track.propagation.AsyncStarts;
import java.net.LastAckNettyChannels;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.LastAckKernel;
import sun.nio.ch.LastAckSelectors;

/**
 * Who serves a connection's request, asked for one snapshot: it holds objects of the application and must not outlive
 * that. Not for several threads.
 */
public final class HandlerStates {

    /** Of a report; each may cost a search through a thousand objects. */
    private static final int MAX_CONNECTIONS = 2_000;

    /** So many are asked however long that takes: a host without processor time must not split what is one finding. */
    static final int ALWAYS_ASKED = 64;

    /** So long may all of them take: a report of many connections is to be quick. */
    private static final long MAX_NANOS = 150_000_000L;

    private static final List<HandlerReader> READERS = List.of(
            new TomcatReader(),
            new UndertowReader(),
            new JettyReader(),
            new GrizzlyReader(),
            new GrpcReader(),
            new VertxReader(),
            new ReactorNettyReader());

    private static final Map<String, HandlerReader> READER_OF = readerOf();

    private final Reading reading;
    private final AsyncStarts asyncStarts;
    private final Clock clock;
    private final MetObjects selectors;
    private final long maxNanos;

    private @Nullable SelectorChannels channels;
    private @Nullable SelectorChannels channelsOfThreads;
    private @Nullable ThreadSelectors threadSelectors;
    private @Nullable NativeNettyChannels nativeChannels;
    private @Nullable AsynchronousChannels asynchronousChannels;
    private @Nullable List<Map<?, ?>> acceptedByTomcat;
    private @Nullable JdkHttpServers jdkServers;
    private int wanted;
    private int asked;
    private int answered;
    private int loopsAsked;
    private int unknownStarts;
    private long spentNanos;

    /**
     * The thread that would read a connection.
     *
     * @param reads it is to read it as soon as something comes
     */
    public record Loop(Thread thread, boolean reads) {}

    /**
     * What is known of one connection.
     *
     * @param worker name of the thread that is inside the handler now; null where none is, or where that is not known
     * @param inCall some thread is inside the handler now for this connection, known or not
     * @param asked who is known to have asked for what others do, or to have taken the request over; null where nobody is
     */
    public record Answer(
            Handled handled,
            @Nullable String worker,
            boolean inCall,
            @Nullable Requested asked) {}

    public HandlerStates(MetObjects selectors, AsyncStarts asyncStarts, ApplicationCode applicationCode, Clock clock) {
        this(selectors, asyncStarts, applicationCode, clock, MAX_NANOS);
    }

    HandlerStates(
            MetObjects selectors,
            AsyncStarts asyncStarts,
            ApplicationCode applicationCode,
            Clock clock,
            long maxNanos) {
        this.maxNanos = maxNanos;
        this.selectors = selectors;
        this.asyncStarts = asyncStarts;
        this.clock = clock;
        this.reading = new Reading(new Fields(), new MethodSites(applicationCode));
    }

    private static Map<String, HandlerReader> readerOf() {
        Map<String, HandlerReader> readers = new HashMap<>();
        READERS.forEach(reader -> reader.types().forEach(type -> readers.put(type, reader)));
        return Map.copyOf(readers);
    }

    /**
     * Null where nobody knows.
     *
     * @param c accepted, and something is wrong with it
     */
    public @Nullable Answer of(Connection c, Captures captures) {
        wanted++;
        if (asked >= MAX_CONNECTIONS || (asked >= ALWAYS_ASKED && spentNanos > maxNanos)) {
            return null;
        }
        asked++;
        long begin = System.nanoTime();
        try {
            Found found = find(c);
            if (found == null) {
                return null;
            }
            answered++;
            Requested asked = asked(found, captures);
            return new Answer(handled(found, asked), found.worker(), found.inCall(), asked);
        } catch (RuntimeException | LinkageError e) {
            return null; // at work meanwhile, or a version that is not as known: no answer is no evidence
        } finally {
            spentNanos += System.nanoTime() - begin;
        }
    }

    /**
     * The event loop that would read a connection; null where that is not known.
     *
     * @param c accepted, closed by the remote, and not read since
     */
    public @Nullable Loop loopOf(Connection c) {
        if (loopsAsked >= MAX_CONNECTIONS || (loopsAsked >= ALWAYS_ASKED && spentNanos > maxNanos)) {
            return null;
        }
        loopsAsked++;
        long begin = System.nanoTime();
        try {
            Object owner = owner(c, LastAckKernel.number(c.fd));
            return new EventLoops(reading.fields(), this::threadSelectors).of(owner, netty(owner));
        } catch (RuntimeException | LinkageError e) {
            return null;
        } finally {
            spentNanos += System.nanoTime() - begin;
        }
    }

    /** The channel itself, or what hangs on its keys. */
    private @Nullable Object netty(@Nullable Object owner) {
        if (LastAckNettyChannels.of(owner) != null) {
            return owner;
        }
        for (Object attachment : LastAckSelectors.attachments(owner)) {
            Object channel = nettyOf(attachment);
            if (channel != null) {
                return channel;
            }
        }
        return null;
    }

    /** In words, where not all connections that should have been asked were, and others have a handler. */
    public Optional<String> capHit() {
        return asked == wanted || answered == 0
                ? Optional.empty()
                : Optional.of("who serves a connection was asked for " + asked + " of " + wanted
                        + " at which something is wrong (" + MAX_CONNECTIONS + " at most, for "
                        + maxNanos / 1_000_000 + " ms at most): of the others no handler and no route is known");
    }

    /** In words, where a request that was taken over could have been known. */
    public Optional<String> startsCapHit() {
        return unknownStarts == 0 || asyncStarts.missed() == 0
                ? Optional.empty()
                : Optional.of("who took a request over is remembered of " + AsyncStarts.SLOTS + " requests at most: "
                        + asyncStarts.missed() + " found no place, and of " + unknownStarts
                        + " that are not answered it is not known when and where that was");
    }

    private @Nullable Found find(Connection c) {
        int number = LastAckKernel.number(c.fd);
        Object owner = owner(c, number);
        List<Object> held = held(owner);
        for (Object one : held) {
            Found found = read(one);
            if (found != null) {
                return found;
            }
        }
        if (owner != null && LastAckNettyChannels.of(owner) != null) {
            return null; // what its pipeline has, is known without
        }
        Found jdk = jdkServers().at(number, reading.fields());
        return jdk != null ? jdk : registered(held);
    }

    /** Netty's channel, else the JDK's; null where neither is known. */
    private @Nullable Object owner(Connection c, int number) {
        Object netty = c.netty() == null ? null : c.netty().channel.get();
        if (netty != null) {
            return netty;
        }
        if (!(c instanceof PreexistingConnection)) {
            return c.get();
        }
        Object channel = channels().at(number);
        channel = channel == null ? nativeChannels().at(number) : channel;
        channel = channel == null ? channelsOfThreads().at(number) : channel;
        return channel == null ? asynchronousChannels().at(number) : channel;
    }

    /** What hangs on the connection, and would know of its request. */
    private List<Object> held(@Nullable Object owner) {
        if (owner instanceof SocketChannel) {
            List<Object> attachments = LastAckSelectors.attachments(owner);
            return attachments.stream().flatMap(one -> nettys(one).stream()).toList();
        }
        if (owner instanceof AsynchronousSocketChannel) {
            return ofAsynchronous(owner);
        }
        return owner == null ? List.of() : pipeline(owner);
    }

    /** Who waits for its next read, and what its acceptor keeps of it. */
    private List<Object> ofAsynchronous(Object channel) {
        List<Object> held = new ArrayList<>();
        for (Map<?, ?> accepted : acceptedByTomcat()) {
            Object wrapper = accepted.get(channel);
            if (wrapper != null) {
                held.add(wrapper);
            }
        }
        Object handler = reading.fields().get(channel, "readHandler");
        if (handler != null) {
            held.add(handler);
        }
        return held;
    }

    /** The handlers of the pipeline, where Netty's channel hangs on the key. */
    private List<Object> nettys(Object attachment) {
        Object channel = nettyOf(attachment);
        return channel == null ? List.of(attachment) : pipeline(channel);
    }

    private @Nullable Object nettyOf(Object attachment) {
        return LastAckNettyChannels.of(attachment) == null ? nettyOfRegistration(attachment) : attachment;
    }

    /** Since Netty 4.2 a registration hangs there. */
    private @Nullable Object nettyOfRegistration(Object attachment) {
        Object unsafe = reading.fields().get(attachment, "handle");
        Object channel = reading.fields().get(unsafe, "this$0");
        return LastAckNettyChannels.of(channel) == null ? null : channel;
    }

    /** The handlers, and the channel itself with its attributes. */
    private static List<Object> pipeline(Object channel) {
        LastAckNettyChannels access = LastAckNettyChannels.of(channel);
        if (access == null) {
            return List.of();
        }
        try {
            List<Object> held = new ArrayList<>(access.handlers(channel).values());
            held.add(channel);
            return held;
        } catch (Throwable e) {
            return List.of(); // Netty's, or a subclass's of the application
        }
    }

    private @Nullable Found read(Object held) {
        for (Class<?> above = held.getClass(); above != null; above = above.getSuperclass()) {
            HandlerReader reader = READER_OF.get(unshaded(above.getName()));
            if (reader != null) {
                return reader.read(held, reading);
            }
        }
        return null;
    }

    /** gRPC comes relocated by its own makers. */
    private static String unshaded(String name) {
        return name.startsWith(GrpcReader.SHADED) ? name.substring(GrpcReader.SHADED.length()) : name;
    }

    private @Nullable Found registered(List<Object> held) {
        for (Object one : held) {
            Object handler = reading.nearestRegistered(one);
            if (handler != null) {
                return Handlers.registered(handler);
            }
        }
        return null;
    }

    private Handled handled(Found found, @Nullable Requested asked) {
        Site site = found.method() == null
                ? reading.sites().of(found.type(), found.names())
                : reading.sites().of(found.type(), found.method());
        Instant recorded = found.asyncStartedMillis() == 0 ? null : Instant.ofEpochMilli(found.asyncStartedMillis());
        Instant at = !found.async() ? null : recorded == null ? seenToStart(asked) : recorded;
        return new Handled(site, found.kind(), found.route(), found.async(), at);
    }

    /** By the hook on {@code startAsync}. */
    private @Nullable Instant seenToStart(@Nullable Requested asked) {
        return asked != null && isStart(asked) ? clock.at(asked.nanos()) : null;
    }

    /**
     * What was noted with the connection is by the thread that had read it last: where that is a worker's, it may have
     * started another request since. A servlet container knows the context of this one.
     */
    private @Nullable Requested asked(Found found, Captures captures) {
        Requested noted = captures.asked;
        if (found.servletRequest() == null) {
            return noted;
        }
        Object context = found.async() ? reading.asyncContext(found.servletRequest()) : null;
        Requested started = context == null ? null : asyncStarts.of(context);
        if (context != null && started == null) {
            unknownStarts++;
        }
        return started != null || isStart(noted) ? started : noted;
    }

    private static boolean isStart(@Nullable Requested asked) {
        return asked != null && asked.kind() == Evidence.Kind.ASYNC_STARTED;
    }

    private SelectorChannels channels() {
        channels = Objects.requireNonNullElseGet(channels, () -> SelectorChannels.of(selectors.living()));
        return channels;
    }

    private ThreadSelectors threadSelectors() {
        threadSelectors = Objects.requireNonNullElseGet(threadSelectors, () -> ThreadSelectors.now(reading.fields()));
        return threadSelectors;
    }

    /** Of loops that have not selected since the agent is there. */
    private SelectorChannels channelsOfThreads() {
        channelsOfThreads = Objects.requireNonNullElseGet(
                channelsOfThreads, () -> SelectorChannels.of(threadSelectors().all()));
        return channelsOfThreads;
    }

    private NativeNettyChannels nativeChannels() {
        nativeChannels = Objects.requireNonNullElseGet(nativeChannels, () -> NativeNettyChannels.now(reading.fields()));
        return nativeChannels;
    }

    private AsynchronousChannels asynchronousChannels() {
        asynchronousChannels =
                Objects.requireNonNullElseGet(asynchronousChannels, () -> AsynchronousChannels.now(reading.fields()));
        return asynchronousChannels;
    }

    /** One of each NIO2 connector: asked once, and not for each connection. */
    private List<Map<?, ?>> acceptedByTomcat() {
        List<Map<?, ?>> known = acceptedByTomcat;
        if (known == null) {
            known = new ArrayList<>();
            for (Object acceptor : asynchronousChannels().acceptHandlers()) {
                Map<?, ?> accepted = TomcatReader.accepted(acceptor, reading);
                if (accepted != null) {
                    known.add(accepted);
                }
            }
            acceptedByTomcat = known;
        }
        return known;
    }

    private JdkHttpServers jdkServers() {
        jdkServers = Objects.requireNonNullElseGet(jdkServers, () -> JdkHttpServers.now(reading.fields()));
        return jdkServers;
    }
}
