package dev.lastack.it.harness;

import dev.lastack.it.peer.PeerScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The remote end on loopback, in the test's own JVM so that a program's report shows the program's connections only. It
 * reads one byte, a {@link PeerScript}, and does what that says.
 */
public final class ScriptedPeer implements AutoCloseable {

    /** A peer that is never told to end must not hold a thread for ever. */
    static final int READ_TIMEOUT_MILLIS = 30_000;

    private final ServerSocket listener;
    private final Opening opening;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    private ScriptedPeer(ServerSocket listener, Opening opening) {
        this.listener = listener;
        this.opening = opening;
    }

    /** What happens on a connection before the script's byte. */
    @FunctionalInterface
    interface Opening {
        Conversation open(Socket raw) throws IOException;
    }

    public static ScriptedPeer plain() {
        return listening(Conversation::plain);
    }

    public static ScriptedPeer tls(Keystore keystore) {
        return listening(raw -> Conversation.tls(raw, keystore));
    }

    /** A SOCKS 5 proxy that is its own destination. */
    public static ScriptedPeer socks() {
        return listening(raw -> {
            SocksServer.accept(raw);
            return Conversation.plain(raw);
        });
    }

    static ScriptedPeer listening(Opening opening) {
        try {
            ServerSocket listener = new ServerSocket();
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
            ScriptedPeer peer = new ScriptedPeer(listener, opening);
            peer.onOwnThread(peer::acceptAll);
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Connects to a program that listens, and follows its script the same way. */
    public void dial(int programsPort) {
        try {
            talk(new Socket(InetAddress.getLoopbackAddress(), programsPort));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closeQuietly(listener);
        sockets.forEach(ScriptedPeer::closeQuietly);
    }

    private void acceptAll() {
        try {
            while (true) {
                talk(listener.accept());
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private void talk(Socket raw) throws IOException {
        sockets.add(raw);
        raw.setSoTimeout(READ_TIMEOUT_MILLIS);
        onOwnThread(() -> follow(raw));
    }

    private void follow(Socket raw) {
        try {
            Conversation conversation = opening.open(raw);
            int script = conversation.in().read();
            if (script >= 0) {
                conversation.follow(PeerScript.of(script));
            }
        } catch (IOException resetOrEnd) {
            // a reset by the program is part of many a script; what the test needs it sees in the kernel's tables
        } finally {
            closeQuietly(raw);
        }
    }

    private void onOwnThread(Runnable task) {
        Thread thread = new Thread(task, "scripted peer " + listener.getLocalPort());
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
