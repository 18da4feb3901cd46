package dev.lastack.it.programs.lifecycle;

import dev.lastack.it.oracle.TcpState;
import dev.lastack.it.peer.PeerScript;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Every way the JDK has to connect; we close first. */
final class Connects {

    private Connects() {}

    public static void main(String[] args) throws Exception {
        Peer peer = Peer.of(args);
        switch (args[0]) {
            case "socket" -> socket(peer);
            case "channel" -> channel(peer);
            case "nonBlockingChannel" -> nonBlockingChannel(peer);
            case "adaptor" -> adaptor(peer);
            case "asynchronous" -> asynchronous(peer);
            default -> throw new IllegalArgumentException(args[0]);
        }
        peer.oracle().await(TcpState.TIME_WAIT, 1);
        peer.oracle().print();
    }

    private static void socket(Peer peer) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(peer.address());
            socket.getOutputStream().write(PeerScript.WAIT_FOR_EOF.code());
        }
    }

    private static void channel(Peer peer) throws IOException {
        try (SocketChannel channel = SocketChannel.open(peer.address())) {
            channel.write(PeerScript.WAIT_FOR_EOF.buffer());
        }
    }

    private static void nonBlockingChannel(Peer peer) throws IOException {
        try (SocketChannel channel = SocketChannel.open();
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            if (!channel.connect(peer.address())) {
                channel.register(selector, SelectionKey.OP_CONNECT);
                finish(channel, selector);
            }
            channel.write(PeerScript.WAIT_FOR_EOF.buffer());
        }
    }

    private static void finish(SocketChannel channel, Selector selector) throws IOException {
        while (!channel.finishConnect()) {
            selector.select();
        }
    }

    private static void adaptor(Peer peer) throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.socket().connect(peer.address(), 5_000);
            channel.write(PeerScript.WAIT_FOR_EOF.buffer());
        }
    }

    private static void asynchronous(Peer peer) throws Exception {
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
            channel.connect(peer.address()).get();
            channel.write(PeerScript.WAIT_FOR_EOF.buffer()).get();
        }
    }
}
