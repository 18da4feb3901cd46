package dev.lastack.it.programs.kinds;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** The peer resets while nobody reads, and nobody closes. */
final class Resets {

    private Resets() {}

    public static void main(String[] args) throws Exception {
        boolean close = args[0].endsWith("-closed");
        for (int i = 0; i < Kind.CONNECTIONS; i++) {
            Closeable ours = switch (args[0].replace("-closed", "")) {
                case "accepted" -> accepted();
                case "accepted-nio" -> acceptedChannel();
                case "connected" -> connected();
                case "connected-nio" -> connectedChannel();
                default -> throw new IllegalArgumentException(args[0]);
            };
            Kind.keep(ours);
            if (close) {
                ours.close();
            }
        }
        Kind.rest();
        Kind.end();
    }

    private static void reset(Socket peer) throws IOException {
        peer.setOption(StandardSocketOptions.SO_LINGER, 0);
        peer.close();
    }

    private static Closeable accepted() throws IOException {
        try (ServerSocket listener = Kind.listener()) {
            Socket peer = new Socket(listener.getInetAddress(), listener.getLocalPort());
            Socket ours = listener.accept();
            reset(peer);
            return ours;
        }
    }

    private static Closeable acceptedChannel() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            InetSocketAddress at = (InetSocketAddress) listener.getLocalAddress();
            Socket peer = new Socket(at.getAddress(), at.getPort());
            SocketChannel ours = listener.accept();
            reset(peer);
            return ours;
        }
    }

    private static Closeable connected() throws IOException {
        try (ServerSocket listener = Kind.listener()) {
            Socket ours = new Socket(listener.getInetAddress(), listener.getLocalPort());
            ours.getOutputStream().write(1);
            reset(listener.accept());
            return ours;
        }
    }

    private static Closeable connectedChannel() throws IOException {
        try (ServerSocket listener = Kind.listener()) {
            SocketChannel ours = SocketChannel.open(Kind.address(listener));
            reset(listener.accept());
            return ours;
        }
    }
}
