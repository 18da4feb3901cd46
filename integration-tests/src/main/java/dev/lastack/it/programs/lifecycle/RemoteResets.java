package dev.lastack.it.programs.lifecycle;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.peer.PeerScript;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;

/** The remote sends a reset: no FIN of either side was first. */
final class RemoteResets {

    private RemoteResets() {}

    public static void main(String[] args) throws Exception {
        Peer peer = Peer.of(args);
        Oracle oracle = peer.oracle();
        switch (args[0]) {
            case "socketReads" -> socketReads(peer, oracle);
            case "socketWrites" -> socketWrites(peer, oracle);
            case "socketOnlyCloses" -> socketOnlyCloses(peer, oracle);
            case "channelReads" -> channelReads(peer, oracle);
            case "channelOnlyCloses" -> channelOnlyCloses(peer, oracle);
            case "asynchronousReads" -> asynchronousReads(peer, oracle);
            default -> throw new IllegalArgumentException(args[0]);
        }
        oracle.print();
    }

    private static void socketReads(Peer peer, Oracle oracle) throws IOException {
        try (Socket socket = new Socket(peer.address().getAddress(), peer.port())) {
            socket.getOutputStream().write(PeerScript.RESET.code());
            oracle.awaitOwned(0);
            fail(socket.getInputStream().read());
        } catch (IOException expected) {
            System.out.println("FAILED " + expected.getMessage());
        }
    }

    private static void socketWrites(Peer peer, Oracle oracle) throws IOException {
        try (Socket socket = new Socket(peer.address().getAddress(), peer.port())) {
            socket.getOutputStream().write(PeerScript.RESET.code());
            oracle.awaitOwned(0);
            socket.getOutputStream().write(1);
            fail(1);
        } catch (IOException expected) {
            System.out.println("FAILED " + expected.getMessage());
        }
    }

    private static void socketOnlyCloses(Peer peer, Oracle oracle) throws IOException {
        try (Socket socket = new Socket(peer.address().getAddress(), peer.port())) {
            socket.getOutputStream().write(PeerScript.RESET.code());
            oracle.awaitOwned(0);
        }
    }

    private static void channelReads(Peer peer, Oracle oracle) throws IOException {
        try (SocketChannel channel = SocketChannel.open(peer.address())) {
            channel.write(PeerScript.RESET.buffer());
            oracle.awaitOwned(0);
            fail(channel.read(ByteBuffer.allocate(1)));
        } catch (IOException expected) {
            System.out.println("FAILED " + expected.getMessage());
        }
    }

    private static void channelOnlyCloses(Peer peer, Oracle oracle) throws IOException {
        try (SocketChannel channel = SocketChannel.open(peer.address())) {
            channel.write(PeerScript.RESET.buffer());
            oracle.awaitOwned(0);
        }
    }

    private static void asynchronousReads(Peer peer, Oracle oracle) throws Exception {
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
            channel.connect(peer.address()).get();
            channel.write(PeerScript.RESET.buffer()).get();
            oracle.awaitOwned(0);
            fail(channel.read(ByteBuffer.allocate(1)).get());
        } catch (ExecutionException expected) {
            System.out.println("FAILED " + expected.getCause());
        }
    }

    private static void fail(int result) {
        throw new IllegalStateException("no reset was seen but " + result);
    }
}
