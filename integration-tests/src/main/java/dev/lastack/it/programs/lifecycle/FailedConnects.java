package dev.lastack.it.programs.lifecycle;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.ExecutionException;

/** Connects that never become a connection. The peer's backlog is full: it answers no handshake. */
final class FailedConnects {

    private static final int TIMEOUT_MILLIS = 200;

    private FailedConnects() {}

    public static void main(String[] args) throws Exception {
        Peer peer = Peer.of(args);
        switch (args[0]) {
            case "refused" -> refused();
            case "timedOut" -> timedOut(peer);
            case "timedOutAdaptor" -> timedOutAdaptor(peer);
            case "givenUp" -> givenUp(peer);
            case "unresolved" -> unresolved();
            default -> throw new IllegalArgumentException(args[0]);
        }
        peer.oracle().awaitOwned(0);
        peer.oracle().print();
    }

    private static void refused() throws Exception {
        Peer nobody = Peer.at(unusedPort());
        try (Socket socket = new Socket()) {
            socket.connect(nobody.address());
            throw new IllegalStateException("somebody listens");
        } catch (IOException expected) {
            System.out.println("FAILED Socket");
        }
        try (SocketChannel channel = SocketChannel.open()) {
            channel.connect(nobody.address());
            throw new IllegalStateException("somebody listens");
        } catch (IOException expected) {
            System.out.println("FAILED SocketChannel");
        }
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
            channel.connect(nobody.address()).get();
            throw new IllegalStateException("somebody listens");
        } catch (ExecutionException expected) {
            System.out.println("FAILED AsynchronousSocketChannel");
        }
    }

    private static void timedOut(Peer peer) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(peer.address(), TIMEOUT_MILLIS);
            throw new IllegalStateException("the backlog is not full");
        } catch (java.net.SocketTimeoutException expected) {
            System.out.println("FAILED Socket");
        }
    }

    private static void timedOutAdaptor(Peer peer) throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.socket().connect(peer.address(), TIMEOUT_MILLIS);
            throw new IllegalStateException("the backlog is not full");
        } catch (java.net.SocketTimeoutException expected) {
            System.out.println("FAILED SocketChannel");
        }
    }

    private static void givenUp(Peer peer) throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.configureBlocking(false);
            if (channel.connect(peer.address()) || channel.finishConnect()) {
                throw new IllegalStateException("the backlog is not full");
            }
            System.out.println("FAILED SocketChannel");
        }
    }

    private static void unresolved() throws IOException {
        InetSocketAddress nowhere = InetSocketAddress.createUnresolved("nowhere.invalid", 80);
        try (Socket socket = new Socket()) {
            socket.connect(nowhere);
            throw new IllegalStateException("resolved");
        } catch (IOException expected) {
            System.out.println("FAILED Socket");
        }
        try (SocketChannel channel = SocketChannel.open()) {
            channel.connect(nowhere);
            throw new IllegalStateException("resolved");
        } catch (UnresolvedAddressException expected) {
            System.out.println("FAILED SocketChannel");
        }
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket listener = new ServerSocket(0)) {
            return listener.getLocalPort();
        }
    }
}
