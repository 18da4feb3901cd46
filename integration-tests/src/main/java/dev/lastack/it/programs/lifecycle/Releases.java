package dev.lastack.it.programs.lifecycle;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.Pause;
import dev.lastack.it.oracle.TcpState;
import dev.lastack.it.peer.PeerScript;
import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** {@code close()} and the release of the descriptor are two events: a selector's key holds the second one back. */
final class Releases {

    /** A selector that nobody calls any more, as in a stuck event loop. */
    @SuppressWarnings("UnusedVariable")
    private static AutoCloseable kept = () -> {};

    private Releases() {}

    public static void main(String[] args) throws Exception {
        Peer peer = Peer.of(args);
        Oracle oracle = peer.oracle();
        switch (args[0]) {
            case "closedTwice" -> closedTwice(peer, oracle);
            case "deferred" -> deferred(peer, oracle);
            case "deferredThenFlushed" -> deferredThenFlushed(peer, oracle);
            case "deferredAfterRemoteClose" -> deferredAfterRemoteClose(peer, oracle);
            case "deferredInCloseWait" -> deferredInCloseWait(peer, oracle, Long.parseLong(args[2]));
            default -> throw new IllegalArgumentException(args[0]);
        }
        oracle.print();
    }

    private static void closedTwice(Peer peer, Oracle oracle) throws IOException {
        Socket socket = new Socket(peer.address().getAddress(), peer.port());
        socket.getOutputStream().write(PeerScript.WAIT_FOR_EOF.code());
        socket.close();
        socket.close();
        oracle.await(TcpState.TIME_WAIT, 1);
    }

    /** The JDK sends our FIN at once, so TCP comes to its end; the descriptor stays. */
    private static void deferred(Peer peer, Oracle oracle) throws IOException {
        SocketChannel channel = registered(peer);
        channel.write(PeerScript.WAIT_FOR_EOF.buffer());
        channel.close();
        oracle.await(TcpState.TIME_WAIT, 1);
    }

    private static void deferredThenFlushed(Peer peer, Oracle oracle) throws IOException {
        SocketChannel channel = registered(peer);
        Selector selector = channel.keyFor((Selector) kept).selector();
        channel.write(PeerScript.WAIT_FOR_EOF.buffer());
        channel.close();
        oracle.await(TcpState.TIME_WAIT, 1);
        selector.selectNow();
    }

    /** Our FIN goes out at close(): the TCP connection ends, and a descriptor without any state is left. */
    private static void deferredAfterRemoteClose(Peer peer, Oracle oracle) throws IOException {
        SocketChannel channel = registered(peer);
        channel.write(PeerScript.CLOSE.buffer());
        oracle.await(TcpState.CLOSE_WAIT, 1);
        channel.close();
        oracle.awaitOwned(0);
    }

    /** With SO_LINGER 0 the JDK sends nothing at close(): closed for Java, CLOSE_WAIT for the kernel. */
    private static void deferredInCloseWait(Peer peer, Oracle oracle, long thresholdMillis) throws IOException {
        SocketChannel channel = registered(peer);
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.write(PeerScript.CLOSE.buffer());
        oracle.await(TcpState.CLOSE_WAIT, 1);
        channel.close();
        Pause.pastThreshold(thresholdMillis);
        oracle.await(TcpState.CLOSE_WAIT, 1);
    }

    private static SocketChannel registered(Peer peer) throws IOException {
        Selector selector = Selector.open();
        kept = selector;
        SocketChannel channel = SocketChannel.open(peer.address());
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        selector.selectNow();
        return channel;
    }
}
