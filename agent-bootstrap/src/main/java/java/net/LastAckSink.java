package java.net;

import java.io.FileDescriptor;

/**
 * Where the hooks hand over what they saw. JDK types only: it lives in the boot loader.
 *
 * <p>Every method is called on the application's threads, platform or virtual, often with JDK locks held: an
 * implementation must not block, log, load a class, or call back into the socket or channel.
 *
 * <p>A connection is named by its {@link FileDescriptor} object, which every layer of the JDK shares for its life. Null
 * where a socket never got one, but not where it is opened.
 *
 * <p>What a method throws stays in the hook, and is counted. None but the two that name the other sinks must be there.
 */
public interface LastAckSink {

    /** A channel was made that is not connected yet. {@code owner} is the channel. */
    default void channelMade(FileDescriptor fd, Object owner, String transport) {}

    /** A connect was asked whose end another thread will see. {@code owner} is the channel. */
    default void connectAsked(FileDescriptor fd, Object owner, String transport, InetSocketAddress remote) {}

    /**
     * A TCP connection is established. May be called again for the same connection (finishConnect is idempotent).
     *
     * @param owner the socket implementation or channel; must not be kept strongly
     * @param remote address of the other side
     * @param local for an accepted connection the listener's address, otherwise null or our own
     */
    default void opened(
            FileDescriptor fd,
            Object owner,
            String transport,
            boolean accepted,
            InetAddress remote,
            int remotePort,
            InetAddress local,
            int localPort) {}

    /** The descriptor listens from now on. */
    default void listening(FileDescriptor fd, String transport, int backlog) {}

    /** A connection was accepted there, by the calling thread. */
    default void acceptedFrom(FileDescriptor listener) {}

    /** A connect failed for want of a local port or address (EADDRNOTAVAIL), any transport. */
    default void addressExhausted(FileDescriptor fd, InetAddress remote, int remotePort) {}

    /** SO_LINGER is about to be set, to these seconds; off where negative. */
    default void lingerSet(FileDescriptor fd, int seconds) {}

    /** A read took at least one byte. */
    default void read(FileDescriptor fd) {}

    /** A write gave the kernel at least one byte. */
    default void written(FileDescriptor fd, long bytes) {}

    /** A read returned end-of-stream; called again for every further one. */
    default void endOfStream(FileDescriptor fd) {}

    /** A read or write failed. */
    default void failed(FileDescriptor fd, boolean write, Throwable error) {}

    /** Before shutdownInput takes effect: a reader on another thread sees its end-of-stream before it returns. */
    default void inputShuttingDown(FileDescriptor fd) {}

    /** Before our FIN of a half-close. */
    default void outputShuttingDown(FileDescriptor fd) {}

    /** After it. */
    default void outputShutDown(FileDescriptor fd) {}

    /** close() was called, nothing has happened yet; may be called repeatedly and on sockets that never connected. */
    default void closing(FileDescriptor fd) {}

    /** The TCP socket is about to lose this descriptor number, which stays taken by a marker until {@link #released}. */
    default void leaving(FileDescriptor fd) {}

    /** The descriptor number is about to be given back to the operating system. */
    default void released(FileDescriptor fd) {}

    /**
     * A library's pool, or a connection that knows whether it is lent out, to be asked when a report is made. Called
     * where a connection is opened, and again for the same object; must not be kept strongly.
     */
    default void pooled(Object pool) {}

    /**
     * A selector of the JDK's, each time that it waits: a report finds there what hangs on the channels from before the
     * agent. Must not be kept strongly.
     */
    default void selecting(Object selector) {}

    /** Who asked; always the same object. */
    LastAckAskSink asks();

    /** The same for Netty's channels; always the same object. */
    LastAckNettySink netty();
}
