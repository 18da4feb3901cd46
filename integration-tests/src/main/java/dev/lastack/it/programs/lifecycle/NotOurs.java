package dev.lastack.it.programs.lifecycle;

import dev.lastack.it.oracle.ProcNetTcp;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Channels and sockets that are no TCP connections. */
@SuppressWarnings("deprecation") // Socket(host, port, stream)
final class NotOurs {

    private NotOurs() {}

    public static void main(String[] args) throws IOException {
        switch (args[0]) {
            case "unixDomain" -> unixDomain();
            case "datagrams" -> datagrams();
            case "datagramsOfSocket" -> datagramsOfSocket();
            case "datagramsOfOwnSocket" -> datagramsOfOwnSocket();
            case "pipe" -> pipe();
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println("ORACLE OWNED " + ProcNetTcp.own().size());
    }

    private static void unixDomain() throws IOException {
        Path folder = Files.createTempDirectory("lastack");
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(address);
            try (SocketChannel client = SocketChannel.open(address);
                    SocketChannel server = listener.accept()) {
                client.write(ByteBuffer.allocate(1));
                expect(server.read(ByteBuffer.allocate(1)), 1);
                client.shutdownOutput();
                expect(server.read(ByteBuffer.allocate(1)), -1);
            }
        } finally {
            Files.delete(address.getPath());
            Files.delete(folder);
        }
    }

    private static void datagrams() throws IOException {
        SocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (DatagramSocket socket = new DatagramSocket(anyPort);
                DatagramChannel channel = DatagramChannel.open().bind(anyPort)) {
            channel.connect(socket.getLocalSocketAddress());
            expect(channel.write(ByteBuffer.allocate(1)), 1);
            DatagramPacket packet = new DatagramPacket(new byte[1], 1);
            socket.receive(packet);
            expect(packet.getLength(), 1);
        }
    }

    /** JDK 24 and later refuse to make one. */
    private static void datagramsOfSocket() throws IOException {
        try (DatagramSocket there = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            sendBy(there, () -> new Socket(there.getLocalAddress(), there.getLocalPort(), /* stream= */ false));
        }
    }

    private static void datagramsOfOwnSocket() throws IOException {
        try (DatagramSocket there = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            sendBy(there, () -> new OwnSocket(there.getLocalAddress(), there.getLocalPort()));
        }
    }

    private static void sendBy(DatagramSocket there, Opening opening) throws IOException {
        try (Socket socket = opening.open()) {
            socket.getOutputStream().write(1);
            DatagramPacket packet = new DatagramPacket(new byte[1], 1);
            there.receive(packet);
            expect(packet.getLength(), 1);
        } catch (IllegalArgumentException refused) {
            expect(Runtime.version().feature() >= 24 ? 1 : 0, 1);
        }
    }

    private interface Opening {
        Socket open() throws IOException;
    }

    private static final class OwnSocket extends Socket {
        OwnSocket(InetAddress host, int port) throws IOException {
            super(host, port, /* stream= */ false);
        }
    }

    private static void pipe() throws IOException {
        Pipe pipe = Pipe.open();
        expect(pipe.sink().write(ByteBuffer.allocate(1)), 1);
        expect(pipe.source().read(ByteBuffer.allocate(1)), 1);
        pipe.sink().close();
        expect(pipe.source().read(ByteBuffer.allocate(1)), -1);
        pipe.source().close();
    }

    private static void expect(int seen, int expected) {
        if (seen != expected) {
            throw new IllegalStateException(seen + " instead of " + expected);
        }
    }
}
