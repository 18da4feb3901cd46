package dev.lastack.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The remote end of a program's connections, on loopback, in the test's own JVM so that a program's report shows the
 * program's connections only. Each connection has a thread of its own and is closed when its handler is done.
 */
public final class LoopbackServer implements AutoCloseable {

    /** A peer that is never told to end must not hold a thread for ever. */
    private static final int READ_TIMEOUT_MILLIS = (int) Bounds.LONGER_THAN_ANY_TEST.toMillis();

    private static final int BACKLOG = 1_000;

    private final ServerSocket listener;
    private final Handler handler;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    private LoopbackServer(ServerSocket listener, Handler handler) {
        this.listener = listener;
        this.handler = handler;
    }

    /** What the remote end does; the connection is closed afterwards. */
    @FunctionalInterface
    public interface Handler {
        void handle(Socket socket) throws IOException;
    }

    public static LoopbackServer with(Handler handler) {
        try {
            ServerSocket listener = new ServerSocket();
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            LoopbackServer server = new LoopbackServer(listener, handler);
            server.onOwnThread(server::acceptAll);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Connects to a program that listens, and behaves the same way there. */
    public void dial(int programsPort) {
        try {
            serve(new Socket(InetAddress.getLoopbackAddress(), programsPort));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Closes what it is connected to, as a server does whose idle timeout is over: the test says when, so that the program
     * has come as far as the story wants, however slow it is.
     */
    public void hangUp() {
        sockets.forEach(LoopbackServer::closeQuietly);
    }

    @Override
    public void close() {
        closeQuietly(listener);
        hangUp();
    }

    private void acceptAll() {
        try {
            while (true) {
                serve(listener.accept());
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private void serve(Socket socket) throws IOException {
        sockets.add(socket);
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        onOwnThread(() -> handle(socket));
    }

    private void handle(Socket socket) {
        try {
            handler.handle(socket);
        } catch (IOException resetOrEnd) {
            // a reset by the program is part of many a story; what the test needs it sees in the kernel's tables
        } finally {
            closeQuietly(socket);
        }
    }

    private void onOwnThread(Runnable task) {
        Thread thread = new Thread(task, "peer " + listener.getLocalPort());
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // it was closed for the test's purposes already
        }
    }
}
