package dev.lastack.track;

import dev.lastack.kernel.AtClose;
import dev.lastack.kernel.FinWatch;
import dev.lastack.kernel.Linger;
import dev.lastack.kernel.ReadState;
import dev.lastack.kernel.SocketProbe;
import dev.lastack.snapshot.Transport;
import dev.lastack.track.close.CloseOrder;
import dev.lastack.track.close.Errno;
import dev.lastack.track.close.TcpStateNumbers;
import dev.lastack.track.connection.Captures;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.connection.DescriptorTable;
import dev.lastack.track.connection.NettyCaptures;
import dev.lastack.track.connection.PreexistingConnection;
import dev.lastack.track.listener.Listeners;
import dev.lastack.track.netty.NettyTracker;
import dev.lastack.track.objects.MetObjects;
import dev.lastack.track.propagation.CallerPropagation;
import dev.lastack.track.sampling.CaptureSampler;
import dev.lastack.track.sampling.HookTime;
import dev.lastack.track.stack.RawStack;
import dev.lastack.track.stack.StackTable;
import dev.lastack.track.thread.CollectorThreads;
import dev.lastack.track.thread.ReaderThreads;
import dev.lastack.track.thread.ReferenceQueueThreads;
import dev.lastack.track.thread.VirtualThreads;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.LastAckNettySink;
import java.net.LastAckSink;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.LastAckKernel;

/**
 * Turns what the hooks see into {@link Connection} records: the hot path.
 *
 * <p>Runs on the application's threads, with JDK locks held. No locks, no logging, no allocation but the record and the
 * raw stacks; the kernel is asked only at half-close and close. All else, folding, materialising, watching, is the
 * {@link Watcher}'s, on the agent's own thread.
 */
public final class Tracker implements LastAckSink {

    /** A reader that has been in the kernel for so long sits there, and is not on its way in. */
    private static final long SETTLED_NANOS = 1_000_000L;

    private final DescriptorTable table;
    private final StackTable stacks;
    private final CaptureSampler sampler;
    private final SocketProbe probe;
    private final FinWatch finWatch;
    private final HandoffStack opened = new HandoffStack();
    private final HandoffStack ended = new HandoffStack();
    private final ReaderThreads readers = new ReaderThreads();
    private final CallerPropagation propagation;
    private final MetObjects pools = new MetObjects();
    private final MetObjects selectors = new MetObjects();
    private final LongAdder missed = new LongAdder();
    private final HookTime hookTime = new HookTime();
    private final FreshRecords freshRecords;

    /** Set while the agent's thread sleeps long; whoever clears it wakes it. Read-mostly. */
    private final WakeUp wakeUp;

    /**
     * Some socket of which there was no record may have SO_LINGER: few programs set it, and few of these before they
     * connect. Never false again. Volatile for a close that follows on another thread; read-mostly.
     */
    private volatile boolean lingerMayBeUnseen;

    private final Listeners listeners = new Listeners();
    private final NettyTracker netty;

    Tracker(DescriptorTable table, StackTable stacks, CaptureSampler sampler, SocketProbe probe, FinWatch finWatch) {
        this.table = table;
        this.stacks = stacks;
        this.sampler = sampler;
        this.probe = probe;
        this.finWatch = finWatch;
        this.wakeUp = new WakeUp(finWatch);
        this.propagation = new CallerPropagation(table, stacks, sampler, readers);
        this.freshRecords = new FreshRecords(sampler, propagation);
        this.netty = new NettyTracker(
                this,
                this::put,
                this::addressExhausted,
                listeners,
                table,
                propagation,
                readers,
                stacks,
                sampler,
                probe);
    }

    @Override
    public LastAckNettySink netty() {
        return netty;
    }

    @Override
    public void channelMade(FileDescriptor fd, Object owner, String transport) {
        if (table.get(fd) == null && sampler.mayCaptureMade()) {
            Connection c =
                    new Connection(fd, owner, Transport.of(transport), propagation.openStack(), System.nanoTime());
            c.unasked = true;
            put(c);
        }
    }

    @Override
    public void connectAsked(FileDescriptor fd, Object owner, String transport, InetSocketAddress remote) {
        Connection c = asked(fd);
        if (c == null) {
            c = freshRecords.make(
                    fd, owner, transport, false, remote.getAddress(), remote.getPort(), System.nanoTime());
            c.remote = remote.getAddress();
            c.remotePort = (char) remote.getPort();
            put(c);
        } else if (c.phase == Connection.PENDING && c.remote == null) {
            c.remote = remote.getAddress();
            c.remotePort = (char) remote.getPort();
        }
    }

    /** Null where no channel was seen to be made. */
    private @Nullable Connection asked(FileDescriptor fd) {
        Connection c = table.get(fd);
        if (c != null && c.unasked) {
            c.connectAsked(propagation.openStack(), System.nanoTime());
        }
        return c;
    }

    /**
     * Not a hook: the kernel has connected a channel, and the program has not asked whether it has. A connection like all
     * others, of which the program knows nothing.
     */
    void connectedUnasked(Connection c, InetSocketAddress remote) {
        describe(c, false, remote.getAddress(), remote.getPort(), null, 0);
        c.connectUnfinished(true);
        connected(c, c.fd);
    }

    /** Described, and in the table: from now on it is counted. */
    private void connected(Connection c, FileDescriptor fd) {
        sampler.admit(c);
        if (c.changePhase(Connection.PENDING, Connection.YOUNG)) {
            handOff(opened, c, fd);
        }
    }

    @Override
    public void opened(
            FileDescriptor fd,
            Object owner,
            String transport,
            boolean accepted,
            InetAddress remote,
            int remotePort,
            @Nullable InetAddress local,
            int localPort) {
        long now = System.nanoTime();
        Connection c = asked(fd);
        if (c == null) {
            c = freshRecords.make(
                    fd, owner, transport, accepted, accepted ? local : remote, accepted ? localPort : remotePort, now);
            describe(c, accepted, remote, remotePort, local, localPort);
            put(c);
        } else if (c.phase == Connection.PENDING) {
            c.openedNanos = now;
            describe(c, accepted, remote, remotePort, local, localPort);
        } else {
            if (c.connectUnfinished()) {
                c.connectUnfinished(false);
            }
            return;
        }
        connected(c, fd);
        timed(now);
    }

    /** At the end of a hook that read the clock at its beginning. */
    private void timed(long beginNanos) {
        if (HookTime.isTimed(beginNanos)) {
            hookTime.add(System.nanoTime() - beginNanos);
        }
    }

    @Override
    public void listening(FileDescriptor fd, String transport, int backlog) {
        listeners.listening(fd, Transport.of(transport), backlog, propagation);
    }

    @Override
    public void acceptedFrom(FileDescriptor listener) {
        listeners.accepted(listener);
    }

    /** A record only to be counted: it never enters the table. */
    @Override
    public void addressExhausted(FileDescriptor fd, InetAddress remote, int remotePort) {
        Connection pending = asked(fd);
        RawStack stack = pending == null ? propagation.openStack() : pending.openStack;
        Transport transport = pending == null ? Transport.UNKNOWN : pending.transport;
        addressExhausted(fd, stack, transport, remote, remotePort);
    }

    /** As the other, for a record that has left the table. */
    private void addressExhausted(Connection pending, InetSocketAddress remote) {
        addressExhausted(pending.fd, pending.openStack, pending.transport, remote.getAddress(), remote.getPort());
    }

    private void addressExhausted(
            FileDescriptor fd, RawStack stack, Transport transport, InetAddress remote, int remotePort) {
        Connection c = new Connection(fd, fd, transport, stack, System.nanoTime());
        describe(c, false, remote, remotePort, null, 0);
        c.phase = Connection.NEVER_CONNECTED;
        handOff(ended, c, fd);
    }

    private static void describe(
            Connection c,
            boolean accepted,
            InetAddress remote,
            int remotePort,
            @Nullable InetAddress local,
            int localPort) {
        c.accepted = accepted;
        c.remote = remote;
        c.remotePort = (char) remotePort;
        c.local = local;
        c.localPort = (char) localPort;
    }

    @Override
    public void written(FileDescriptor fd, long bytes) {
        Connection c = table.get(fd);
        if (c == null) {
            return;
        }
        long now = System.nanoTime();
        boolean rested = c.written(bytes, now);
        if (mayCaptureUse(c, now)) {
            Captures captures = c.captures();
            RawStack stack = stacks.capture();
            if (rested) {
                stack.writtenAfterRest(captures.writeStack);
            }
            captures.writeStack = stack;
            captures.writeThread = Thread.currentThread().getName();
            captures.writeStackNanos = now;
        }
        timed(now);
    }

    @Override
    public void read(FileDescriptor fd) {
        Connection c = table.get(fd);
        if (c == null) {
            return;
        }
        long now = System.nanoTime();
        c.lastReadNanos = now;
        readers.read(c);
        if (mayCaptureUse(c, now)) {
            Captures captures = c.captures();
            captures.readStack = stacks.capture();
            captures.readThread = Thread.currentThread().getName();
            captures.readStackNanos = now;
            captures.virtualReader = VirtualThreads.remember(Thread.currentThread(), captures.virtualReader);
        }
        timed(now);
    }

    /** On an event loop of Netty no frame is the application's: NettyTracker has the code that asked. */
    private boolean mayCaptureUse(Connection c, long now) {
        return c.netty() == null && sampler.mayCaptureUse(c, now);
    }

    @Override
    public void endOfStream(FileDescriptor fd) {
        Connection c = table.get(fd);
        if (c == null || CloseOrder.eofRead(c.order)) {
            return;
        }
        if (CloseOrder.closeAsked(c.order)) {
            readerWoken(c);
            return;
        }
        int after = c.advance(CloseOrder.END_OF_STREAM, 0);
        if (!CloseOrder.eofRead(after)) {
            return;
        }
        if (CloseOrder.finMayWait(after)) {
            c.advance(CloseOrder.STATE_SEEN, probe.tcpState(fd));
        }
        long now = System.nanoTime();
        remoteClosed(c, now);
        if (sampler.mayCaptureEof(c, now)) {
            Captures captures = c.captures();
            captures.eofStack = stacks.capture();
            captures.eofThread = Thread.currentThread().getName();
            captures.eofNanos = now;
        }
    }

    /**
     * End of stream after our close: of the marker that stands in for the closed socket, or the remote's FIN, met by a
     * reader that sat in the kernel all the time. Until that reader leaves, the kernel sends no FIN of ours
     * (SocketChannel; a Socket shuts down first), so the remote's was before it.
     */
    private static void readerWoken(Connection c) {
        boolean satInside = c.closeAskedNanos - Math.max(c.openedNanos, c.lastReadNanos) > SETTLED_NANOS;
        if (c.preclosed() && satInside) {
            c.advance(CloseOrder.READER_MET_FIN, 0);
        }
    }

    @Override
    public void failed(FileDescriptor fd, boolean write, Throwable error) {
        Connection c = table.get(fd);
        if (c == null || (CloseOrder.closeAsked(c.order) && !probe.works())) {
            return;
        }
        int errno = Errno.of(error);
        boolean brokenPipe = write && errno == Errno.EPIPE;
        if (!brokenPipe && probe.works() && probe.tcpState(fd) != TcpStateNumbers.CLOSE) {
            return; // a failure of another kind: the connection lives
        }
        c.advance(brokenPipe ? CloseOrder.BROKEN_PIPE : lostOrReset(errno), 0);
        if (!CloseOrder.closeAsked(c.order)) {
            gone(c, System.nanoTime());
        }
    }

    /** The connection is gone: by a reset where the error says so, else nobody closed, in whatever language it is said. */
    private static int lostOrReset(int errno) {
        return errno == Errno.ECONNRESET || errno == Errno.EPIPE ? CloseOrder.RESET_SEEN : CloseOrder.LOST;
    }

    @Override
    public void inputShuttingDown(FileDescriptor fd) {
        Connection c = table.get(fd);
        if (c != null) {
            c.advance(CloseOrder.INPUT_SHUT_DOWN, 0);
        }
    }

    @Override
    public void outputShuttingDown(FileDescriptor fd) {
        Connection c = table.get(fd);
        if (c == null || CloseOrder.outputShut(c.order)) {
            return;
        }
        int asked = AtClose.of(probe.tcpState(fd), false, false, 0);
        c.advance(CloseOrder.OUTPUT_SHUTTING, withUnsentData(c, fd, asked, false));
        remoteClosedIfSo(c, System.nanoTime());
    }

    /** Asked only where it may be so, and a later look can tell what came of it. */
    private int withUnsentData(Connection c, FileDescriptor fd, int asked, boolean last) {
        boolean mayBe = c.mayHaveUnsentData() && AtClose.tcpState(asked) == TcpStateNumbers.ESTABLISHED;
        return mayBe && probe.unsentData(fd, last) ? AtClose.withUnsentData(asked) : asked;
    }

    /** Also when the close of a registered channel has returned: it shuts down, and the descriptor stays for a while. */
    @Override
    public void outputShutDown(FileDescriptor fd) {
        Connection c = table.get(fd);
        if (c == null || !probe.works() || c.left()) {
            return;
        }
        c.advance(CloseOrder.OUTPUT_SHUT_DOWN, probe.tcpState(fd));
    }

    @Override
    public void closing(FileDescriptor fd) {
        Connection c = table.get(fd);
        if (c == null || c.phase == Connection.PENDING || c.closeAskedNanos != 0) {
            return;
        }
        long now = System.nanoTime();
        if (CollectorThreads.isOne(Thread.currentThread())) {
            c.leave(Connection.RECLAIMED); // a finalizer's or cleaner's close is the collector's, and not the program's
        }
        c.closeAskedNanos = now;
        NettyCaptures netty = c.netty();
        boolean asked = netty != null && netty.closeAskedNanos != 0;
        if (!asked && sampler.mayCaptureClose(c, now)) {
            captureClose(c, now - c.lastUseNanos() >= ReferenceQueueThreads.SOONEST_NANOS);
        }
        int order = c.order;
        int atClose = probe.atClose(fd, CloseOrder.input(order), linger(c), CloseOrder.onlyCloseFollows(order));
        c.advance(CloseOrder.CLOSING, mayStayAfterClose(c) ? withUnsentData(c, fd, atClose, true) : atClose);
        remoteClosedIfSo(c, now);
        timed(now);
    }

    @Override
    public void lingerSet(FileDescriptor fd, int seconds) {
        Connection c = table.get(fd);
        if (c != null) {
            c.lingerSet(seconds);
        } else if (seconds >= 0) {
            lingerMayBeUnseen();
        }
    }

    /** Also where it may have been set before the hooks were there, or where not all of them are. */
    void lingerMayBeUnseen() {
        lingerMayBeUnseen = true;
    }

    private Linger linger(Connection c) {
        return c.linger(lingerMayBeUnseen || c instanceof PreexistingConnection);
    }

    /** A registered channel's descriptor is given back by its selector. */
    private static boolean mayStayAfterClose(Connection c) {
        return c.transport == Transport.NIO || c.transport == Transport.NETTY_NIO;
    }

    private void captureClose(Connection c, boolean idle) {
        Captures captures = c.captures();
        RawStack stack = stacks.capture();
        if (idle && stack.closesIdle()) {
            stack.again(new Throwable());
        }
        captures.closeStack = stack;
        captures.closeThread = Thread.currentThread().getName();
    }

    @Override
    public void leaving(FileDescriptor fd) {
        Connection c = table.get(fd);
        if (c != null && c.phase != Connection.PENDING) {
            if (c.transport == Transport.NIO) {
                c.leave(Connection.PRECLOSED); // before the order moves: the reader looks there first
            }
            lastLook(c, fd);
            unwatch(c, fd);
        }
    }

    @Override
    public void released(FileDescriptor fd) {
        Connection c = table.get(fd);
        if (c == null) {
            return;
        }
        if (c.phase == Connection.PENDING) {
            table.remove(c);
            return;
        }
        long now = System.nanoTime();
        lastLook(c, fd);
        if (c.closeAskedNanos == 0) {
            releasedWithoutClose(c, now);
        }
        c.releasedNanos = now;
        // First handed in, then out of the table, so that a report between the two finds it; where in both, its phase
        // tells. It is marked as left, and the number is not given back yet: nobody takes an answer about that for it.
        end(c, fd);
        table.remove(c);
        timed(now);
    }

    /**
     * By the JDK's cleaner, where the collector has cleared the object, which it does before it tells the cleaner. Else
     * on a way that has no hook, and whoever is on it is the closer.
     */
    private void releasedWithoutClose(Connection c, long now) {
        if (c.unreachable() || (c instanceof PreexistingConnection && CollectorThreads.isOne(Thread.currentThread()))) {
            c.leave(Connection.RECLAIMED);
        } else {
            c.closeAskedNanos = now;
            captureClose(c, false);
        }
    }

    /** The state just before the kernel closes: the FIN of the remote may have come since {@link #closing}. */
    private void lastLook(Connection c, FileDescriptor fd) {
        if (!c.leave(Connection.LEFT)) {
            return;
        }
        int order = c.order;
        ReadState input = CloseOrder.input(order);
        boolean onlyCloseFollows = CloseOrder.onlyCloseFollows(order);
        int atClose = c.closeAskedNanos == 0
                ? probe.atClose(fd, input, linger(c), onlyCloseFollows)
                : probe.atLeaving(fd, input, onlyCloseFollows);
        c.advance(CloseOrder.LEAVING, atClose);
        if (c.closeAskedNanos == 0) {
            remoteClosedIfSo(c, System.nanoTime());
        }
    }

    private void end(Connection c, FileDescriptor fd) {
        if (c.changePhase(Connection.YOUNG, Connection.ENDED)) {
            return; // the watcher has it in its list and will see
        }
        unwatch(c, fd);
        if (c.changePhase(Connection.WATCHED, Connection.ENDED)) {
            handOff(ended, c, fd);
        }
    }

    /** The kernel does it by itself at close, except while a forked child still holds the socket. */
    private void unwatch(Connection c, FileDescriptor fd) {
        if (c.phase == Connection.WATCHED && c.leave(Connection.UNWATCHED)) {
            finWatch.remove(LastAckKernel.number(fd));
        }
    }

    private static void remoteClosedIfSo(Connection c, long now) {
        if (CloseOrder.remoteClosed(c.order)) {
            remoteClosed(c, now);
        }
    }

    /** The kernel has dropped it, and we have not closed. */
    static void gone(Connection c, long now) {
        Captures captures = c.captures();
        if (captures.goneNanos == 0) {
            captures.goneNanos = now;
        }
    }

    /** The first to know sets the time; two that know at once differ by less than is reported. */
    static void remoteClosed(Connection c, long now) {
        if (c.remoteClosedNanos == 0) {
            c.remoteClosedNanos = now;
        }
    }

    public void put(Connection c) {
        Connection lost;
        try {
            lost = table.put(c);
        } catch (IndexOutOfBoundsException e) {
            missed.increment();
            return;
        }
        if (lost instanceof PreexistingConnection adopted && adopted.isThereUnjoined()) {
            dropTwin(adopted);
        } else if (lost != null && lost.phase != Connection.PENDING) {
            // Its release was not seen; the number's reuse proves it.
            lost.releasedNanos = c.openedNanos;
            end(lost, lost.fd);
        }
    }

    /**
     * Of one socket there are two records: it was adopted while a hook, which had looked for its record before that, was
     * on its way in. The hook's knows more, and the other counts nowhere.
     */
    private static void dropTwin(PreexistingConnection adopted) {
        if (!adopted.changePhase(Connection.YOUNG, Connection.COUNTED)) {
            adopted.changePhase(Connection.WATCHED, Connection.COUNTED);
        }
    }

    /** A connection from before, whose record is in the table. */
    void adopted(PreexistingConnection c) {
        handOff(opened, c, c.fd);
    }

    /** The number is another's already, and the kernel has dropped it from the watch. */
    void endedUnseen(PreexistingConnection c) {
        long now = System.nanoTime();
        if (c.closeAskedNanos == 0) {
            c.closeAskedNanos = now;
        }
        c.releasedNanos = now;
        c.leave(Connection.LEFT);
        c.leave(Connection.UNWATCHED);
        end(c, c.fd);
        table.remove(c);
    }

    private void handOff(HandoffStack intake, Connection c, FileDescriptor fd) {
        if (intake.push(c, LastAckKernel.number(fd))) {
            wakeUp.ifAsleep();
        }
    }

    @Override
    public void pooled(Object pool) {
        pools.met(pool);
    }

    MetObjects pools() {
        return pools;
    }

    @Override
    public void selecting(Object selector) {
        selectors.met(selector);
    }

    MetObjects selectors() {
        return selectors;
    }

    @Override
    public CallerPropagation asks() {
        return propagation;
    }

    Listeners listeners() {
        return listeners;
    }

    ReaderThreads readers() {
        return readers;
    }

    HandoffStack openedIntake() {
        return opened;
    }

    HandoffStack endedIntake() {
        return ended;
    }

    WakeUp wakeUp() {
        return wakeUp;
    }

    HookTime hookTime() {
        return hookTime;
    }

    /** Connections that found no place in the table. */
    long missed() {
        return missed.sum();
    }
}
