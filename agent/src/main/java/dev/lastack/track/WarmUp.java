package dev.lastack.track;

import dev.lastack.kernel.SocketProbe;
import dev.lastack.kernel.TimerFinWatch;
import dev.lastack.track.connection.DescriptorTable;
import dev.lastack.track.sampling.CaptureSampler;
import dev.lastack.track.stack.StackTable;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.LastAckAskSink;
import java.net.LastAckHooks;
import java.net.LastAckNettySink;
import java.net.LastAckSink;
import sun.nio.ch.LastAckKernel;

/**
 * Loads and initialises every class that a hook touches, by one life of a made-up connection in a tracker of its own: a
 * hook that is the first to load a class would do so with JDK locks held.
 */
final class WarmUp {

    /** Any number that the table takes; the made-up socket is never looked up by the kernel's answer. */
    private static final int NUMBER = 3;

    private WarmUp() {}

    static void run(SocketProbe probe) {
        Tracker scratch = new Tracker(
                new DescriptorTable(), StackTable.forThisVm(), new CaptureSampler(), probe, new TimerFinWatch());
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (String transport : new String[] {LastAckHooks.SOCKET, LastAckHooks.NIO}) {
            FileDescriptor fd = LastAckKernel.descriptor(NUMBER);
            scratch.channelMade(fd, fd, transport);
            scratch.connectAsked(fd, fd, transport, new InetSocketAddress(loopback, 1));
            scratch.opened(fd, fd, transport, false, loopback, 1, loopback, 1);
            live(scratch, fd);
            scratch.listening(fd, transport, 1);
            scratch.acceptedFrom(fd);
        }
        nativeChannel(scratch.netty(), new InetSocketAddress(loopback, 1));
    }

    private static void nativeChannel(LastAckNettySink sink, InetSocketAddress address) {
        Object channel = new Object();
        sink.registering(channel, null, NUMBER, "netty-epoll", false, null, null);
        sink.registeringListener(null, NUMBER, "netty-epoll");
        sink.listening(NUMBER, 1);
        sink.acceptedFrom(NUMBER);
        sink.connectFailed(channel, NUMBER, new IOException(), address);
        sink.active(channel, NUMBER, address, address);
        sink.received(channel, NUMBER);
        sink.writeAsked(channel, null, NUMBER);
        sink.readingSwitchedOff(channel, null, NUMBER);
        sink.inputEnded(channel, NUMBER);
        sink.failed(channel, NUMBER, new IOException());
        sink.shuttingDown(NUMBER, true, true);
        sink.outputShutDown(NUMBER);
        sink.closeAsked(channel, null, NUMBER);
        sink.closing(channel, NUMBER);
        sink.released(NUMBER);
    }

    private static void ask(LastAckAskSink asks, FileDescriptor fd) {
        asks.remember(fd);
        asks.threadStarting(Thread.currentThread());
        asks.beginWork(fd);
        asks.endWork();
        asks.asked(fd, true);
        asks.asyncStarted(fd);
    }

    /** The made-up descriptor is no socket: what the probe is asked about it fails, and that path is loaded too. */
    private static void live(LastAckSink sink, FileDescriptor fd) {
        ask(sink.asks(), fd);
        sink.pooled(fd);
        sink.selecting(fd);
        sink.written(fd, 1);
        sink.read(fd);
        sink.outputShuttingDown(fd);
        sink.outputShutDown(fd);
        sink.inputShuttingDown(fd);
        sink.endOfStream(fd);
        sink.failed(fd, true, new IOException());
        sink.closing(fd);
        sink.leaving(fd);
        sink.released(fd);
    }
}
