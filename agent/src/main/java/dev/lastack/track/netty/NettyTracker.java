package dev.lastack.track.netty;

import dev.lastack.kernel.SocketProbe;
import dev.lastack.snapshot.Transport;
import dev.lastack.track.close.CloseOrder;
import dev.lastack.track.close.Errno;
import dev.lastack.track.close.TcpStateNumbers;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.connection.DescriptorTable;
import dev.lastack.track.connection.NettyCaptures;
import dev.lastack.track.connection.PreexistingConnection;
import dev.lastack.track.listener.Listeners;
import dev.lastack.track.propagation.CallerPropagation;
import dev.lastack.track.sampling.CaptureSampler;
import dev.lastack.track.stack.StackTable;
import dev.lastack.track.thread.ReaderThreads;
import java.io.FileDescriptor;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.net.LastAckNettySink;
import java.net.LastAckSink;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.LastAckKernel;

/**
 * Netty's channels on the hot path. A channel on the JDK's NIO has the JDK's record, to which this adds who asked; a
 * native one gets a record with a descriptor object of our own, and from then on lives as all others do.
 */
public final class NettyTracker implements LastAckNettySink {

    /** Longer than a message takes from handler to handler. */
    private static final long PASSAGE_NANOS = 1_000_000L;

    /** One less than a power of two. */
    private static final int LAST_GIVEN = 15;

    private final LastAckSink tracker;
    private final Consumer<Connection> newcomers;
    private final BiConsumer<Connection, InetSocketAddress> exhausted;

    /** Given back without ever having been connected, by number; a later one takes the place. */
    private final AtomicReferenceArray<@Nullable Connection> given = new AtomicReferenceArray<>(LAST_GIVEN + 1);

    private final Listeners listeners;
    private final DescriptorTable table;
    private final CallerPropagation propagation;
    private final ReaderThreads readers;
    private final StackTable stacks;
    private final CaptureSampler sampler;
    private final SocketProbe probe;

    public NettyTracker(
            LastAckSink tracker,
            Consumer<Connection> newcomers,
            BiConsumer<Connection, InetSocketAddress> exhausted,
            Listeners listeners,
            DescriptorTable table,
            CallerPropagation propagation,
            ReaderThreads readers,
            StackTable stacks,
            CaptureSampler sampler,
            SocketProbe probe) {
        this.tracker = tracker;
        this.newcomers = newcomers;
        this.exhausted = exhausted;
        this.listeners = listeners;
        this.table = table;
        this.propagation = propagation;
        this.readers = readers;
        this.stacks = stacks;
        this.sampler = sampler;
        this.probe = probe;
    }

    @Override
    public void registering(
            Object channel,
            @Nullable FileDescriptor jdk,
            int number,
            String transport,
            boolean accepted,
            @Nullable InetSocketAddress remote,
            @Nullable InetSocketAddress local) {
        Connection made = jdk == null ? null : table.get(jdk);
        if ((made == null || !made.unasked) && find(channel, jdk, number) != null) {
            return;
        }
        FileDescriptor fd = jdk == null ? LastAckKernel.descriptor(number) : jdk;
        Connection c = new Connection(fd, channel, Transport.of(transport), propagation.openStack(), System.nanoTime());
        c.becomeNettys(captures(c, c, jdk));
        newcomers.accept(c);
        if (accepted && remote != null) {
            open(c, channel, true, remote, local);
        }
    }

    @Override
    public void registeringListener(@Nullable FileDescriptor jdk, int number, String transport) {
        listeners.asked(jdk == null ? LastAckKernel.descriptor(number) : jdk, Transport.of(transport), propagation);
    }

    @Override
    public void listening(int number, int backlog) {
        listeners.listening(number, backlog);
    }

    @Override
    public void acceptedFrom(int number) {
        listeners.accepted(number);
    }

    @Override
    public void active(
            Object channel, int number, @Nullable InetSocketAddress remote, @Nullable InetSocketAddress local) {
        Connection c = find(channel, null, number);
        if (c != null && remote != null && c.phase == Connection.PENDING) {
            open(c, channel, false, remote, local);
        }
    }

    @Override
    public void connectFailed(Object channel, int number, Throwable error, InetSocketAddress remote) {
        Connection c = unconnected(channel, number);
        if (c != null && Errno.of(error) == Errno.EADDRNOTAVAIL) {
            exhausted.accept(c, remote);
        }
    }

    /** Native transports give the descriptor back before they word what failed: the record has just left the table. */
    private @Nullable Connection unconnected(Object channel, int number) {
        Connection c = find(channel, null, number);
        if (c != null) {
            return c.phase == Connection.PENDING ? c : null;
        }
        Connection gone = given.getAndSet(number & LAST_GIVEN, null);
        NettyCaptures captures = gone == null ? null : gone.netty();
        return captures != null && captures.channel.refersTo(channel) ? gone : null;
    }

    private void open(
            Connection c,
            Object channel,
            boolean accepted,
            InetSocketAddress remote,
            @Nullable InetSocketAddress local) {
        tracker.opened(
                c.fd,
                channel,
                c.transport.id(),
                accepted,
                remote.getAddress(),
                remote.getPort(),
                local == null ? null : local.getAddress(),
                local == null ? 0 : local.getPort());
    }

    /** The write itself is the event loop's: of NIO the JDK's hooks see it, and that no code of the application is near. */
    @Override
    public void writeAsked(Object channel, @Nullable FileDescriptor jdk, int number) {
        Connection c = find(channel, jdk, number);
        if (c == null || c.phase == Connection.PENDING) {
            return;
        }
        long now = System.nanoTime();
        if (jdk == null) {
            c.written(Long.MAX_VALUE, now); // how many bytes, its event loop will know
        }
        NettyCaptures captures = c.netty();
        if (captures != null && isAnotherMessage(c, captures, now) && sampler.mayCaptureUse(c, now)) {
            captures.writeStack = stacks.capture();
            captures.writeThread = Thread.currentThread().getName();
            captures.writeStackNanos = now;
        }
        propagation.written(c, now);
    }

    /** One message passes many handlers, and the first is the nearest to the code that wrote it. */
    private static boolean isAnotherMessage(Connection c, NettyCaptures captures, long now) {
        long asked = captures.writeStackNanos;
        return c.lastReadNanos >= asked || now - asked > PASSAGE_NANOS;
    }

    @Override
    public void received(Object channel, int number) {
        Connection c = find(channel, null, number);
        if (c != null) {
            readers.read(c);
            c.lastReadNanos = System.nanoTime();
        }
    }

    @Override
    public void closeAsked(Object channel, @Nullable FileDescriptor jdk, int number) {
        Connection c = find(channel, jdk, number);
        NettyCaptures captures = c == null ? null : c.netty();
        if (c == null || captures == null || captures.closeAskedNanos != 0) {
            return;
        }
        long now = System.nanoTime();
        captures.closeAskedNanos = now;
        if (sampler.mayCaptureClose(c, now)) {
            captures.closeStack = stacks.capture();
            captures.closeThread = Thread.currentThread().getName();
        }
    }

    @Override
    public void readingSwitchedOff(Object channel, @Nullable FileDescriptor jdk, int number) {
        Connection c = find(channel, jdk, number);
        NettyCaptures captures = c == null ? null : c.netty();
        if (c == null || captures == null) {
            return;
        }
        long now = System.nanoTime();
        captures.readingOffNanos = now;
        if (sampler.mayCaptureUnusualUse(c, now)) {
            captures.readingOffStack = stacks.capture();
            captures.readingOffThread = Thread.currentThread().getName();
        }
    }

    @Override
    public void closing(Object channel, int number) {
        Connection c = find(channel, null, number);
        if (c != null) {
            tracker.closing(c.fd);
        }
    }

    /** Called for end-of-stream, and for reads that failed: what it was, the kernel knows. */
    @Override
    public void inputEnded(Object channel, int number) {
        Connection c = find(channel, null, number);
        if (c == null || c.phase == Connection.PENDING) {
            return;
        }
        int state = probe.tcpState(c.fd);
        if (!probe.works()
                || remoteFinArrived(state)
                || (state == TcpStateNumbers.CLOSE && CloseOrder.outputShut(c.order))) {
            tracker.endOfStream(c.fd);
        }
    }

    private static boolean remoteFinArrived(int state) {
        return state == TcpStateNumbers.CLOSE_WAIT
                || state == TcpStateNumbers.LAST_ACK
                || state == TcpStateNumbers.CLOSING;
    }

    @Override
    public void failed(Object channel, int number, Throwable error) {
        Connection c = find(channel, null, number);
        if (c != null && c.phase != Connection.PENDING) {
            tracker.failed(c.fd, true, error); // a broken pipe is a write's, and the others are judged alike
        }
    }

    @Override
    public void shuttingDown(int number, boolean input, boolean output) {
        Connection c = nativeAt(number);
        if (c == null) {
            return;
        }
        if (input) {
            tracker.inputShuttingDown(c.fd);
        }
        if (output) {
            tracker.outputShuttingDown(c.fd);
        }
    }

    @Override
    public void outputShutDown(int number) {
        Connection c = nativeAt(number);
        if (c != null) {
            tracker.outputShutDown(c.fd);
        }
    }

    @Override
    public void released(int number) {
        Connection c = nativeAt(number);
        if (c != null) {
            if (c.phase == Connection.PENDING) {
                given.set(number & LAST_GIVEN, c);
            }
            tracker.released(c.fd);
        }
    }

    /** The record of a channel, joined to it if it was not: by the JDK's descriptor, or by the number. */
    private @Nullable Connection find(Object channel, @Nullable FileDescriptor jdk, int number) {
        Connection c = jdk == null ? table.at(number) : table.get(jdk);
        if (c == null) {
            return null;
        }
        NettyCaptures captures = c.netty();
        if (captures == null) {
            if (jdk == null && !(c instanceof PreexistingConnection adopted && adopted.join(c.fd))) {
                return null;
            }
            c.becomeNettys(captures(c, new WeakReference<>(channel), jdk));
            return c;
        }
        return jdk != null || captures.channel.refersTo(channel) ? c : null;
    }

    private static NettyCaptures captures(Connection c, WeakReference<Object> channel, @Nullable FileDescriptor jdk) {
        return jdk == null
                ? new NettyCaptures.OfOwnTransport(c.openedNanos, channel)
                : new NettyCaptures(c.openedNanos, channel);
    }

    /** Whatever native channel has the number now; other descriptors of Netty's have no record. */
    private @Nullable Connection nativeAt(int number) {
        Connection c = table.at(number);
        return c != null && c.nativeTransport() ? c : null;
    }
}
