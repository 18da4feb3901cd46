package dev.lastack.it.programs.lifecycle;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.peer.PeerScript;
import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;

/** Our close() is abortive: SO_LINGER 0, or data that we never read. No TIME_WAIT is left. AsynchronousSocketChannel has no SO_LINGER. */
final class LocalResets {

    private LocalResets() {}

    public static void main(String[] args) throws Exception {
        Peer peer = Peer.of(args);
        Oracle oracle = peer.oracle();
        switch (args[0]) {
            case "socketLingerZero" -> socketLingerZero(peer);
            case "channelLingerZero" -> channelLingerZero(peer);
            case "socketUnreadData" -> socketUnreadData(peer, oracle);
            case "channelUnreadData" -> channelUnreadData(peer, oracle);
            case "asynchronousUnreadData" -> asynchronousUnreadData(peer, oracle);
            default -> throw new IllegalArgumentException(args[0]);
        }
        oracle.awaitOwned(0);
        oracle.print();
    }

    private static void socketLingerZero(Peer peer) throws IOException {
        try (Socket socket = new Socket(peer.address().getAddress(), peer.port())) {
            socket.getOutputStream().write(PeerScript.WAIT_FOR_EOF.code());
            socket.setSoLinger(true, 0);
        }
    }

    private static void channelLingerZero(Peer peer) throws IOException {
        try (SocketChannel channel = SocketChannel.open(peer.address())) {
            channel.write(PeerScript.WAIT_FOR_EOF.buffer());
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
    }

    private static void socketUnreadData(Peer peer, Oracle oracle) throws IOException {
        try (Socket socket = new Socket(peer.address().getAddress(), peer.port())) {
            socket.getOutputStream().write(PeerScript.ANSWER.code());
            oracle.awaitUnreadBytes(PeerScript.ANSWER_BYTES);
        }
    }

    private static void channelUnreadData(Peer peer, Oracle oracle) throws IOException {
        try (SocketChannel channel = SocketChannel.open(peer.address())) {
            channel.write(PeerScript.ANSWER.buffer());
            oracle.awaitUnreadBytes(PeerScript.ANSWER_BYTES);
        }
    }

    private static void asynchronousUnreadData(Peer peer, Oracle oracle) throws Exception {
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
            channel.connect(peer.address()).get();
            channel.write(PeerScript.ANSWER.buffer()).get();
            oracle.awaitUnreadBytes(PeerScript.ANSWER_BYTES);
        }
    }
}
