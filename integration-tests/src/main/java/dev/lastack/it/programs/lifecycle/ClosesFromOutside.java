package dev.lastack.it.programs.lifecycle;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.TcpState;
import dev.lastack.it.peer.PeerScript;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A thread is blocked in a read while another one closes, or interrupts it. */
final class ClosesFromOutside {

    private ClosesFromOutside() {}

    public static void main(String[] args) throws Exception {
        Peer peer = Peer.of(args);
        Oracle oracle = peer.oracle();
        switch (args[0]) {
            case "socketReader" -> socketReader(peer, oracle);
            case "channelReader" -> channelReader(peer, oracle);
            case "channelInterrupted" -> channelInterrupted(peer, oracle);
            case "virtualReader" -> virtualReader(peer, oracle);
            case "virtualInterrupted" -> virtualInterrupted(peer, oracle);
            case "virtualConnects" -> virtualConnects(peer);
            default -> throw new IllegalArgumentException(args[0]);
        }
        oracle.awaitOwned(0);
        oracle.await(TcpState.TIME_WAIT, 1);
        oracle.print();
    }

    private static void socketReader(Peer peer, Oracle oracle) throws Exception {
        Socket socket = new Socket(peer.address().getAddress(), peer.port());
        socket.getOutputStream().write(PeerScript.WAIT_FOR_EOF.code());
        Thread reader = new Thread(() -> read(socket), "reader");
        reader.start();
        oracle.await("blocked in read", () -> BlockedThreads.inNativeCode(reader));
        socket.close();
        reader.join();
    }

    private static void channelReader(Peer peer, Oracle oracle) throws Exception {
        SocketChannel channel = SocketChannel.open(peer.address());
        channel.write(PeerScript.WAIT_FOR_EOF.buffer());
        Thread reader = new Thread(() -> read(channel), "reader");
        reader.start();
        oracle.await("blocked in read", () -> BlockedThreads.inNativeCode(reader));
        channel.close();
        reader.join();
    }

    private static void channelInterrupted(Peer peer, Oracle oracle) throws Exception {
        SocketChannel channel = SocketChannel.open(peer.address());
        channel.write(PeerScript.WAIT_FOR_EOF.buffer());
        Thread reader = new Thread(() -> read(channel), "reader");
        reader.start();
        oracle.await("blocked in read", () -> BlockedThreads.inNativeCode(reader));
        reader.interrupt();
        reader.join();
    }

    private static void virtualReader(Peer peer, Oracle oracle) throws Exception {
        Socket socket = new Socket(peer.address().getAddress(), peer.port());
        socket.getOutputStream().write(PeerScript.WAIT_FOR_EOF.code());
        Thread reader = VirtualThreads.start(() -> read(socket));
        oracle.await("parked in read", () -> reader.getState() == Thread.State.WAITING);
        socket.close();
        reader.join();
    }

    /** A virtual thread that is interrupted in a read closes the Socket. */
    private static void virtualInterrupted(Peer peer, Oracle oracle) throws Exception {
        Socket socket = new Socket(peer.address().getAddress(), peer.port());
        socket.getOutputStream().write(PeerScript.WAIT_FOR_EOF.code());
        Thread reader = VirtualThreads.start(() -> read(socket));
        oracle.await("parked in read", () -> reader.getState() == Thread.State.WAITING);
        reader.interrupt();
        reader.join();
    }

    private static void virtualConnects(Peer peer) throws Exception {
        VirtualThreads.start(() -> connect(peer)).join();
    }

    private static void connect(Peer peer) {
        try (Socket socket = new Socket(peer.address().getAddress(), peer.port())) {
            socket.getOutputStream().write(PeerScript.WAIT_FOR_EOF.code());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void read(Socket socket) {
        try {
            throw new IllegalStateException("read " + socket.getInputStream().read());
        } catch (IOException expected) {
            System.out.println("FAILED " + expected.getClass().getSimpleName());
        }
    }

    private static void read(SocketChannel channel) {
        try {
            throw new IllegalStateException("read " + channel.read(ByteBuffer.allocate(1)));
        } catch (IOException expected) {
            System.out.println("FAILED " + expected.getClass().getSimpleName());
        }
    }
}
