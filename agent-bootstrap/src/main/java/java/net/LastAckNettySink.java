package java.net;

import java.io.FileDescriptor;

/**
 * What the hooks in Netty's classes hand over. Netty's NIO channels stand on the JDK's, whose record they join: there
 * {@code jdk} is the JDK's descriptor. A channel of a native transport passes by the JDK: {@code jdk} is null, and
 * {@code number} is the descriptor's number.
 *
 * <p>Every method is called on the application's threads, most on event loops: the rules of {@link LastAckSink} hold.
 * Channels must not be kept strongly.
 */
public interface LastAckNettySink {

    /** On the thread that asked for the channel; for an accepted one on the acceptor's event loop. Not yet connected. */
    default void registering(
            Object channel,
            FileDescriptor jdk,
            int number,
            String transport,
            boolean accepted,
            InetSocketAddress remote,
            InetSocketAddress local) {}

    /** A native channel is connected; on its event loop. May be called again. */
    default void active(Object channel, int number, InetSocketAddress remote, InetSocketAddress local) {}

    /** A native channel could not connect; on its event loop. */
    default void connectFailed(Object channel, int number, Throwable error, InetSocketAddress remote) {}

    /** A server's channel is being registered by the code that asked for it; it is bound later, on an event loop. */
    default void registeringListener(FileDescriptor jdk, int number, String transport) {}

    /** A native descriptor listens from now on. */
    default void listening(int number, int backlog) {}

    /** A connection was accepted from the native listener of this number. */
    default void acceptedFrom(int number) {}

    /** Code asked to write, on its own thread; called once for each handler that the message passes. */
    default void writeAsked(Object channel, FileDescriptor jdk, int number) {}

    /** A native channel got data. */
    default void received(Object channel, int number) {}

    /** Code asked to close, on its own thread; called once for each handler that the request passes. */
    default void closeAsked(Object channel, FileDescriptor jdk, int number) {}

    /** Code switched reading off ({@code AUTO_READ}). */
    default void readingSwitchedOff(Object channel, FileDescriptor jdk, int number) {}

    /** A native channel begins to close, on its event loop. May be called again. */
    default void closing(Object channel, int number) {}

    /** The event loop of a native channel learnt that no more will come, by end-of-stream or failure. */
    default void inputEnded(Object channel, int number) {}

    /** A read of a native channel failed. */
    default void failed(Object channel, int number, Throwable error) {}

    /** Before a half-close of whatever has this number. */
    default void shuttingDown(int number, boolean input, boolean output) {}

    /** After a half-close of our output. */
    default void outputShutDown(int number) {}

    /** The number is about to be given back to the operating system. */
    default void released(int number) {}
}
