package java.net;

import java.io.FileDescriptor;
import java.util.concurrent.atomic.AtomicLong;
import jdk.internal.vm.annotation.DontInline;

/**
 * What the hooked methods of sockets and channels call. Instrumented code refers to this class, {@link LastAckAskHooks}
 * and {@link LastAckNettyHooks} only, so they must be visible to every class loader, also to one whose parent is null:
 * hence package {@code java.net} of {@code java.base}.
 *
 * <p>What a method returned, or the exception that left it, is the first parameter: it lies on the operand stack, and
 * so no local variable is needed in the method. Names are not overloaded.
 *
 * <p>Nothing thrown by the sink reaches the application; it is counted instead. What {@code Thread.stop} throws into a
 * hook is the application's own and does.
 *
 * <p>What tells the sink is not inlined: the JIT compiler would make a hook a part of each method that calls the hooked
 * one, and compile it as often (decision 0055). The annotation counts here, since the classes are the boot loader's.
 */
public final class LastAckHooks {

    public static final String SOCKET = "socket";
    public static final String NIO = "nio";
    public static final String AIO = "aio";

    private static final int END_OF_STREAM = -1;

    private static final AtomicLong SUPPRESSED = new AtomicLong();

    /** Volatile: a hook on any thread sees a fully built sink; a plain load on x86. */
    private static volatile LastAckSink sink = LastAckNoSink.INSTANCE;

    /** For the report's reader, who may send it to us. */
    private static volatile Throwable firstSuppressed;

    private LastAckHooks() {}

    /** Which class files these are; the agent that defined them sets it. Null before that. */
    private static volatile String origin;

    /** What all hooks tell from now on. */
    public static void install(LastAckSink newSink) {
        sink = newSink;
    }

    /** Switches all hooks off, and lets go of what came from the last sink. */
    @SuppressWarnings("StaticAssignmentOfThrowable")
    public static void uninstall() {
        sink = LastAckNoSink.INSTANCE;
        firstSuppressed = null;
    }

    /** Null where they were defined by nobody who says so. */
    public static String origin() {
        return origin;
    }

    public static void origin(String newOrigin) {
        origin = newOrigin;
    }

    /** One that does nothing while nobody watches; never null. */
    public static LastAckSink sink() {
        return sink;
    }

    static boolean watched() {
        return sink != LastAckNoSink.INSTANCE;
    }

    /** Errors that hooks kept from the application since the JVM started. */
    public static long suppressedErrors() {
        return SUPPRESSED.get();
    }

    /** Null where none was suppressed. */
    public static Throwable firstSuppressed() {
        return firstSuppressed;
    }

    @DontInline
    public static void optionSet(FileDescriptor fd, SocketOption<?> option, Object value) {
        if (option == StandardSocketOptions.SO_LINGER && value instanceof Integer seconds) {
            try {
                sink.lingerSet(fd, seconds);
            } catch (Throwable t) {
                suppress(t);
            }
        }
    }

    // java.net.Socket and ServerSocket

    public static void socketConnected(SocketImpl impl, boolean stream) {
        if (stream) {
            opened(impl.fd, impl, SOCKET, false, impl.address, impl.port, null, impl.localport);
        }
    }

    public static void socketAccepted(SocketImpl listener, SocketImpl child) {
        opened(child.fd, child, SOCKET, true, child.address, child.port, listener.address, child.localport);
        acceptedFrom(listener.fd);
    }

    // listeners

    public static void socketListening(SocketImpl impl, int backlog) {
        listening(impl.fd, SOCKET, backlog);
    }

    public static void socketClosing(SocketImpl impl) {
        closing(impl.fd);
    }

    public static void socketInputShuttingDown(SocketImpl impl) {
        inputShuttingDown(impl.fd);
    }

    public static void socketOutputShuttingDown(SocketImpl impl) {
        outputShuttingDown(impl.fd);
    }

    public static void socketOutputShutDown(SocketImpl impl) {
        outputShutDown(impl.fd);
    }

    public static void socketReadReturned(int n, SocketImpl impl) {
        if (n == END_OF_STREAM) {
            endOfStream(impl.fd);
        }
    }

    // channels

    public static void connectReturned(
            boolean connected, FileDescriptor fd, Object channel, SocketAddress remote, SocketAddress local) {
        if (connected) {
            channelConnected(fd, channel, NIO, remote, local);
        } else {
            connectAsked(fd, channel, NIO, remote);
        }
    }

    public static void connectFinished(
            boolean connected, FileDescriptor fd, Object channel, SocketAddress remote, SocketAddress local) {
        if (connected) {
            channelConnected(fd, channel, NIO, remote, local);
        }
    }

    /** Unix-domain channels fall out here: their addresses are no {@link InetSocketAddress}. */
    public static void channelConnected(
            FileDescriptor fd, Object channel, String transport, SocketAddress remote, SocketAddress local) {
        if (remote instanceof InetSocketAddress to) {
            InetSocketAddress from = local instanceof InetSocketAddress inet ? inet : null;
            opened(
                    fd,
                    channel,
                    transport,
                    false,
                    to.getAddress(),
                    to.getPort(),
                    from == null ? null : from.getAddress(),
                    from == null ? 0 : from.getPort());
        }
    }

    public static void channelAccepted(
            Object channel, FileDescriptor fd, String transport, SocketAddress remote, SocketAddress listener) {
        if (remote instanceof InetSocketAddress from) {
            InetSocketAddress at = listener instanceof InetSocketAddress inet ? inet : null;
            opened(
                    fd,
                    channel,
                    transport,
                    true,
                    from.getAddress(),
                    from.getPort(),
                    at == null ? null : at.getAddress(),
                    at == null ? 0 : at.getPort());
        }
    }

    /** Called for every transport's failed connect; only a {@link BindException} says that no local port was left. */
    public static void connectFailed(Throwable error, FileDescriptor fd, InetAddress remote, int remotePort) {
        if (remote != null && error instanceof BindException) {
            addressExhausted(fd, remote, remotePort);
        }
    }

    public static void connectAsked(FileDescriptor fd, Object channel, String transport, SocketAddress remote) {
        if (remote instanceof InetSocketAddress to) {
            inetConnectAsked(fd, channel, transport, to);
        }
    }

    // every transport

    /** Of the dispatcher: -2 and -3 mean unavailable and interrupted, then nothing happened. */
    public static void readReturned(long n, FileDescriptor fd) {
        if (n > 0) {
            read(fd);
        } else if (n == END_OF_STREAM) {
            endOfStream(fd);
        }
    }

    public static void writeReturned(long n, FileDescriptor fd) {
        if (n > 0) {
            written(fd, n);
        }
    }

    public static void readFailed(Throwable error, FileDescriptor fd) {
        failed(fd, false, error);
    }

    public static void writeFailed(Throwable error, FileDescriptor fd) {
        failed(fd, true, error);
    }

    // spotless:off  a table: each line is what the sink is told, and keeps what the sink throws
    @DontInline public static void closing(FileDescriptor fd)            { try { sink.closing(fd);            } catch (Throwable t) { suppress(t); } }
    @DontInline public static void leaving(FileDescriptor fd)            { try { sink.leaving(fd);            } catch (Throwable t) { suppress(t); } }
    @DontInline public static void released(FileDescriptor fd)           { try { sink.released(fd);           } catch (Throwable t) { suppress(t); } }
    @DontInline public static void inputShuttingDown(FileDescriptor fd)  { try { sink.inputShuttingDown(fd);  } catch (Throwable t) { suppress(t); } }
    @DontInline public static void outputShuttingDown(FileDescriptor fd) { try { sink.outputShuttingDown(fd); } catch (Throwable t) { suppress(t); } }
    @DontInline public static void outputShutDown(FileDescriptor fd)     { try { sink.outputShutDown(fd);     } catch (Throwable t) { suppress(t); } }

    /** Unix-domain channels too; they are no sockets of TCP, which the kernel is asked. */
    @DontInline public static void channelMade(FileDescriptor fd, Object channel, String transport) { try { sink.channelMade(fd, channel, transport); } catch (Throwable t) { suppress(t); } }

    /** A listener is there; Unix-domain ones too, which fall out where their address is asked. */
    @DontInline public static void listening(FileDescriptor fd, String transport, int backlog) { try { sink.listening(fd, transport, backlog); } catch (Throwable t) { suppress(t); } }
    /** A connection was taken from the listener's queue. */
    @DontInline public static void acceptedFrom(FileDescriptor listener) { try { sink.acceptedFrom(listener); } catch (Throwable t) { suppress(t); } }

    /** A pool is about to open a connection, or, of a library that does not say which pool, one of its pooled connections. */
    @DontInline public static void pooled(Object pool) { try { sink.pooled(pool); } catch (Throwable t) { suppress(t); } }

    /** A thread is about to wait at this selector. */
    @DontInline public static void selecting(Object selector) { try { sink.selecting(selector); } catch (Throwable t) { suppress(t); } }

    @DontInline private static void endOfStream(FileDescriptor fd)         { try { sink.endOfStream(fd); } catch (Throwable t) { suppress(t); } }
    @DontInline private static void read(FileDescriptor fd)                { try { sink.read(fd);        } catch (Throwable t) { suppress(t); } }
    @DontInline private static void written(FileDescriptor fd, long bytes) { try { sink.written(fd, bytes); } catch (Throwable t) { suppress(t); } }
    @DontInline private static void failed(FileDescriptor fd, boolean write, Throwable error)   { try { sink.failed(fd, write, error);          } catch (Throwable t) { suppress(t); } }
    @DontInline private static void inetConnectAsked(FileDescriptor fd, Object owner, String how, InetSocketAddress to) { try { sink.connectAsked(fd, owner, how, to); } catch (Throwable t) { suppress(t); } }
    @DontInline private static void addressExhausted(FileDescriptor fd, InetAddress to, int at) { try { sink.addressExhausted(fd, to, at);      } catch (Throwable t) { suppress(t); } }
    // spotless:on

    @DontInline
    private static void opened(
            FileDescriptor fd,
            Object owner,
            String transport,
            boolean accepted,
            InetAddress remote,
            int remotePort,
            InetAddress local,
            int localPort) {
        if (fd == null || remote == null) {
            return;
        }
        try {
            sink.opened(fd, owner, transport, accepted, remote, remotePort, local, localPort);
        } catch (Throwable t) {
            suppress(t);
        }
    }

    /**
     * Counts what a hook threw, and keeps it from the application; but for {@code ThreadDeath}, which is meant for the
     * thread that it strikes, wherever that thread happens to be. All other errors stay here, those of the VM too: a
     * stack overflow or a failed allocation inside a hook is due to what we wanted on top, and where the application
     * wants as much itself, its own frames get an error of their own.
     */
    @SuppressWarnings("StaticAssignmentOfThrowable") // the first one only, to be shown in reports
    static void suppress(Throwable t) {
        if (isOfTheApplication(t)) {
            LastAckHooks.<RuntimeException>rethrow(t);
        }
        SUPPRESSED.getAndIncrement();
        if (firstSuppressed == null && watched()) {
            firstSuppressed = t;
        }
    }

    /** Of {@code Thread.stop}, until JDK 19. By name, because the type is to go from the JDK. */
    private static boolean isOfTheApplication(Throwable t) {
        return t.getClass().getName().equals("java.lang.ThreadDeath");
    }

    @SuppressWarnings("unchecked") // the compiler need not know that it is an error
    private static <T extends Throwable> void rethrow(Throwable t) throws T {
        throw (T) t;
    }
}
