package dev.lastack.it.programs.lifecycle;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.TcpState;
import dev.lastack.it.peer.PeerScript;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** We are the server; the peer connects when it sees the line LISTEN. */
final class Accepts {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private Accepts() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "socket" -> socket(PeerScript.WAIT_FOR_EOF);
            case "socketRemoteFirst" -> socket(PeerScript.CLOSE);
            case "channel" -> channel(PeerScript.WAIT_FOR_EOF);
            case "channelRemoteFirst" -> channel(PeerScript.CLOSE);
            case "nonBlockingChannel" -> nonBlockingChannel();
            case "asynchronous" -> asynchronous(PeerScript.WAIT_FOR_EOF);
            case "asynchronousRemoteFirst" -> asynchronous(PeerScript.CLOSE);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void socket(PeerScript script) throws IOException {
        try (ServerSocket listener = new ServerSocket()) {
            listener.bind(ANY_PORT);
            Oracle oracle = announce(listener.getLocalPort());
            try (Socket socket = listener.accept()) {
                socket.getOutputStream().write(script.code());
                awaitRemoteClose(script, oracle);
            }
            finish(script, oracle);
        }
    }

    private static void channel(PeerScript script) throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(ANY_PORT);
            Oracle oracle = announce(listener.socket().getLocalPort());
            try (SocketChannel channel = listener.accept()) {
                channel.write(script.buffer());
                awaitRemoteClose(script, oracle);
            }
            finish(script, oracle);
        }
    }

    private static void nonBlockingChannel() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open();
                Selector selector = Selector.open()) {
            listener.bind(ANY_PORT);
            listener.configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT);
            Oracle oracle = announce(listener.socket().getLocalPort());
            selector.select();
            try (SocketChannel channel = listener.accept()) {
                channel.write(PeerScript.WAIT_FOR_EOF.buffer());
            }
            finish(PeerScript.WAIT_FOR_EOF, oracle);
        }
    }

    private static void asynchronous(PeerScript script) throws Exception {
        try (AsynchronousServerSocketChannel listener = AsynchronousServerSocketChannel.open()) {
            listener.bind(ANY_PORT);
            Oracle oracle = announce(((InetSocketAddress) listener.getLocalAddress()).getPort());
            try (AsynchronousSocketChannel channel = listener.accept().get()) {
                channel.write(script.buffer()).get();
                awaitRemoteClose(script, oracle);
            }
            finish(script, oracle);
        }
    }

    private static Oracle announce(int port) {
        Oracle oracle = Oracle.ofListenerAt(port);
        System.out.println("LISTEN " + port);
        return oracle;
    }

    private static void awaitRemoteClose(PeerScript script, Oracle oracle) {
        if (script == PeerScript.CLOSE) {
            oracle.await(TcpState.CLOSE_WAIT, 1);
        }
    }

    private static void finish(PeerScript script, Oracle oracle) {
        oracle.awaitOwned(0);
        oracle.await(TcpState.TIME_WAIT, script == PeerScript.CLOSE ? 0 : 1);
        oracle.print();
    }
}
