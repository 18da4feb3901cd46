package dev.lastack.it.programs.lifecycle;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.Pause;
import dev.lastack.it.oracle.TcpState;
import dev.lastack.it.peer.PeerScript;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;

/** The remote closes first, and we notice or not, and close or not. */
final class RemoteCloses {

    /** What a row leaves open stays reachable: the garbage collector has no part in these rows. */
    @SuppressWarnings("UnusedVariable")
    private static AutoCloseable kept = () -> {};

    private RemoteCloses() {}

    public static void main(String[] args) throws Exception {
        Peer peer = Peer.of(args);
        Oracle oracle = peer.oracle();
        switch (args[0]) {
            case "socketEofThenClose" -> socketEofThenClose(peer);
            case "channelEofThenClose" -> channelEofThenClose(peer);
            case "asynchronousEofThenClose" -> asynchronousEofThenClose(peer);
            case "closeWithoutReading" -> closeWithoutReading(peer, oracle);
            case "closeWithUnreadData" -> closeWithUnreadData(peer, oracle);
            case "socketEofNeverClosed" -> socketEofNeverClosed(peer, oracle);
            case "channelEofNeverClosed" -> channelEofNeverClosed(peer, oracle);
            case "socketNeverRead" -> socketNeverRead(peer, oracle);
            case "channelNeverRead" -> channelNeverRead(peer, oracle);
            case "asynchronousNeverRead" -> asynchronousNeverRead(peer, oracle);
            case "writeFails" -> writeFails(peer, oracle);
            case "channelWriteFails" -> channelWriteFails(peer, oracle);
            default -> throw new IllegalArgumentException(args[0]);
        }
        if (oracle.count(TcpState.CLOSE_WAIT) > 0) {
            Pause.pastThreshold(Long.parseLong(args[2]));
        }
        oracle.print();
    }

    private static void socketEofThenClose(Peer peer) throws IOException {
        try (Socket socket = new Socket(peer.address().getAddress(), peer.port())) {
            socket.getOutputStream().write(PeerScript.CLOSE.code());
            expectEof(socket.getInputStream().read());
        }
        peer.oracle().awaitOwned(0);
    }

    private static void channelEofThenClose(Peer peer) throws IOException {
        try (SocketChannel channel = SocketChannel.open(peer.address())) {
            channel.write(PeerScript.CLOSE.buffer());
            expectEof(channel.read(ByteBuffer.allocate(1)));
        }
        peer.oracle().awaitOwned(0);
    }

    private static void asynchronousEofThenClose(Peer peer) throws Exception {
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
            channel.connect(peer.address()).get();
            channel.write(PeerScript.CLOSE.buffer()).get();
            expectEof(channel.read(ByteBuffer.allocate(1)).get());
        }
        peer.oracle().awaitOwned(0);
    }

    private static void closeWithoutReading(Peer peer, Oracle oracle) throws IOException {
        try (Socket socket = new Socket(peer.address().getAddress(), peer.port())) {
            socket.getOutputStream().write(PeerScript.CLOSE.code());
            oracle.await(TcpState.CLOSE_WAIT, 1);
        }
        oracle.awaitOwned(0);
    }

    /** Our close resets, but the remote's FIN was long here. */
    private static void closeWithUnreadData(Peer peer, Oracle oracle) throws IOException {
        try (Socket socket = new Socket(peer.address().getAddress(), peer.port())) {
            socket.getOutputStream().write(PeerScript.ANSWER_AND_CLOSE.code());
            oracle.await(TcpState.CLOSE_WAIT, 1);
            oracle.awaitUnreadBytes(PeerScript.ANSWER_BYTES);
        }
        oracle.awaitOwned(0);
    }

    private static void socketEofNeverClosed(Peer peer, Oracle oracle) throws IOException {
        Socket socket = new Socket(peer.address().getAddress(), peer.port());
        kept = socket;
        socket.getOutputStream().write(PeerScript.CLOSE.code());
        expectEof(socket.getInputStream().read());
        oracle.await(TcpState.CLOSE_WAIT, 1);
    }

    private static void channelEofNeverClosed(Peer peer, Oracle oracle) throws IOException {
        SocketChannel channel = SocketChannel.open(peer.address());
        kept = channel;
        channel.write(PeerScript.CLOSE.buffer());
        expectEof(channel.read(ByteBuffer.allocate(1)));
        oracle.await(TcpState.CLOSE_WAIT, 1);
    }

    private static void socketNeverRead(Peer peer, Oracle oracle) throws IOException {
        Socket socket = new Socket(peer.address().getAddress(), peer.port());
        kept = socket;
        socket.getOutputStream().write(PeerScript.CLOSE.code());
        oracle.await(TcpState.CLOSE_WAIT, 1);
    }

    private static void channelNeverRead(Peer peer, Oracle oracle) throws IOException {
        SocketChannel channel = SocketChannel.open(peer.address());
        kept = channel;
        channel.write(PeerScript.CLOSE.buffer());
        oracle.await(TcpState.CLOSE_WAIT, 1);
    }

    private static void asynchronousNeverRead(Peer peer, Oracle oracle) throws Exception {
        AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
        kept = channel;
        channel.connect(peer.address()).get();
        channel.write(PeerScript.CLOSE.buffer()).get();
        oracle.await(TcpState.CLOSE_WAIT, 1);
    }

    /** The remote closed; our first write provokes its reset, the second fails. The remote's FIN was first all the same. */
    private static void writeFails(Peer peer, Oracle oracle) throws IOException {
        try (Socket socket = new Socket(peer.address().getAddress(), peer.port())) {
            socket.getOutputStream().write(PeerScript.CLOSE.code());
            oracle.await(TcpState.CLOSE_WAIT, 1);
            socket.getOutputStream().write(1);
            oracle.awaitOwned(0);
            socket.getOutputStream().write(1);
            throw new IllegalStateException("the write did not fail");
        } catch (IOException expected) {
            System.out.println("FAILED " + expected.getMessage());
        }
    }

    private static void channelWriteFails(Peer peer, Oracle oracle) throws IOException {
        try (SocketChannel channel = SocketChannel.open(peer.address())) {
            channel.write(PeerScript.CLOSE.buffer());
            oracle.await(TcpState.CLOSE_WAIT, 1);
            channel.write(ByteBuffer.allocate(1));
            oracle.awaitOwned(0);
            channel.write(ByteBuffer.allocate(1));
            throw new IllegalStateException("the write did not fail");
        } catch (IOException expected) {
            System.out.println("FAILED " + expected.getMessage());
        }
    }

    private static void expectEof(int read) {
        if (read != -1) {
            throw new IllegalStateException("read " + read + " instead of end of stream");
        }
    }
}
