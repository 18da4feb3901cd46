package dev.lastack.it.programs.lifecycle;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.TcpState;
import dev.lastack.it.peer.PeerScript;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** {@code shutdownOutput} and {@code shutdownInput} before either side closes. */
final class HalfCloses {

    private HalfCloses() {}

    public static void main(String[] args) throws Exception {
        Peer peer = Peer.of(args);
        Oracle oracle = peer.oracle();
        switch (args[0]) {
            case "socketLocalFirst" -> socketLocalFirst(peer, oracle);
            case "socketRemoteFirst" -> socketRemoteFirst(peer, oracle);
            case "socketInputThenWe" -> socketInputThenWe(peer, oracle);
            case "socketInputThenRemote" -> socketInputThenRemote(peer, oracle);
            case "channelLocalFirst" -> channelLocalFirst(peer, oracle);
            case "channelRemoteFirst" -> channelRemoteFirst(peer, oracle);
            case "channelInputThenWe" -> channelInputThenWe(peer, oracle);
            case "channelInputThenRemote" -> channelInputThenRemote(peer, oracle);
            case "finsCross" -> finsCross(peer, oracle);
            default -> throw new IllegalArgumentException(args[0]);
        }
        oracle.awaitOwned(0);
        oracle.print();
    }

    /** The kernel makes it a TIME_WAIT before our close(): our descriptor says CLOSE by then. */
    private static void socketLocalFirst(Peer peer, Oracle oracle) throws IOException {
        try (Socket socket = new Socket(peer.address().getAddress(), peer.port())) {
            socket.getOutputStream().write(PeerScript.WAIT_FOR_EOF.code());
            socket.shutdownOutput();
            oracle.await(TcpState.TIME_WAIT, 1);
        }
    }

    private static void socketRemoteFirst(Peer peer, Oracle oracle) throws IOException {
        try (Socket socket = new Socket(peer.address().getAddress(), peer.port())) {
            socket.getOutputStream().write(PeerScript.HALF_CLOSE.code());
            oracle.await(TcpState.CLOSE_WAIT, 1);
            expectEof(socket.getInputStream().read());
            socket.shutdownOutput();
            oracle.awaitOwned(0);
        }
    }

    /** The -1 after our own shutdownInput() is no FIN of the remote's. */
    private static void socketInputThenWe(Peer peer, Oracle oracle) throws IOException {
        try (Socket socket = new Socket(peer.address().getAddress(), peer.port())) {
            InputStream in = socket.getInputStream();
            socket.getOutputStream().write(PeerScript.WAIT_FOR_EOF.code());
            socket.shutdownInput();
            expectEof(in.read());
        }
        oracle.await(TcpState.TIME_WAIT, 1);
    }

    private static void socketInputThenRemote(Peer peer, Oracle oracle) throws IOException {
        try (Socket socket = new Socket(peer.address().getAddress(), peer.port())) {
            socket.shutdownInput();
            socket.getOutputStream().write(PeerScript.CLOSE.code());
            oracle.await(TcpState.CLOSE_WAIT, 1);
        }
    }

    private static void channelLocalFirst(Peer peer, Oracle oracle) throws IOException {
        try (SocketChannel channel = SocketChannel.open(peer.address())) {
            channel.write(PeerScript.WAIT_FOR_EOF.buffer());
            channel.shutdownOutput();
            oracle.await(TcpState.TIME_WAIT, 1);
        }
    }

    private static void channelRemoteFirst(Peer peer, Oracle oracle) throws IOException {
        try (SocketChannel channel = SocketChannel.open(peer.address())) {
            channel.write(PeerScript.HALF_CLOSE.buffer());
            oracle.await(TcpState.CLOSE_WAIT, 1);
            expectEof(channel.read(ByteBuffer.allocate(1)));
            channel.shutdownOutput();
            oracle.awaitOwned(0);
        }
    }

    private static void channelInputThenWe(Peer peer, Oracle oracle) throws IOException {
        try (SocketChannel channel = SocketChannel.open(peer.address())) {
            channel.write(PeerScript.WAIT_FOR_EOF.buffer());
            channel.shutdownInput();
            expectEof(channel.read(ByteBuffer.allocate(1)));
        }
        oracle.await(TcpState.TIME_WAIT, 1);
    }

    private static void channelInputThenRemote(Peer peer, Oracle oracle) throws IOException {
        try (SocketChannel channel = SocketChannel.open(peer.address())) {
            channel.shutdownInput();
            channel.write(PeerScript.CLOSE.buffer());
            oracle.await(TcpState.CLOSE_WAIT, 1);
        }
    }

    /** Our FIN waits behind data the peer does not read; the peer's FIN comes meanwhile: CLOSING. */
    private static void finsCross(Peer peer, Oracle oracle) throws IOException {
        try (SocketChannel channel = SocketChannel.open(peer.address())) {
            channel.write(PeerScript.CROSS_FINS.buffer());
            channel.configureBlocking(false);
            fillBothBuffers(channel);
            channel.shutdownOutput();
            oracle.await(TcpState.CLOSING, 1);
        }
        oracle.await(TcpState.TIME_WAIT, 1);
    }

    private static void fillBothBuffers(SocketChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        while (channel.write(buffer.clear()) > 0) {
            // until neither our send buffer nor the peer's receive buffer takes more
        }
    }

    private static void expectEof(int read) {
        if (read != -1) {
            throw new IllegalStateException("read " + read + " instead of end of stream");
        }
    }
}
