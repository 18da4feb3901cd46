package dev.lastack.it.programs.clients;

import dev.lastack.it.oracle.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Channels that are no connections, and some that are without the program's knowing. Arguments: {@code manner
 * thresholdMillis}: {@code unresolved}, {@code unasked} and {@code refused} never become one; {@code unfinished} ones the
 * kernel has connected, and the remote has closed; {@code unfinished-open} ones it has not; {@code closed} is the healthy
 * twin of all, {@code finished-late} of the last.
 */
final class Unconnected {

    private static final int CHANNELS = 20;

    private static final List<Object> KEPT = new ArrayList<>();

    private static final List<Object> ACCEPTED = Collections.synchronizedList(new ArrayList<>());

    /** Accepts all of them, and keeps its side open. */
    private static final ServerSocket LISTENER = listener();

    private Unconnected() {}

    public static void main(String[] args) throws Exception {
        for (int i = 0; i < CHANNELS; i++) {
            switch (args[0]) {
                case "unresolved" -> unresolved();
                case "unasked" -> KEPT.add(AsynchronousSocketChannel.open());
                case "refused" -> refused();
                case "unfinished" -> unfinished();
                case "unfinished-open", "finished-late" -> connect(LISTENER.getLocalPort());
                case "closed" -> closed();
                default -> throw new IllegalArgumentException(args[0]);
            }
        }
        Pause.pastThreshold(Long.parseLong(args[1]));
        if (args[0].equals("finished-late")) {
            finish();
        }
        Pause.pastThreshold(Long.parseLong(args[1]));
        System.out.println("KEPT " + KEPT.size() + " " + ACCEPTED.size());
        System.exit(0);
    }

    private static ServerSocket listener() {
        try {
            ServerSocket listener = new ServerSocket(0, 2 * CHANNELS, InetAddress.getLoopbackAddress());
            DaemonTask.start(() -> {
                while (true) {
                    ACCEPTED.add(listener.accept());
                }
            });
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unresolved() throws Exception {
        SocketChannel channel = SocketChannel.open();
        KEPT.add(channel);
        try {
            channel.connect(InetSocketAddress.createUnresolved("nowhere.invalid", 80));
        } catch (UnresolvedAddressException expected) {
            // and the channel stays open
        }
    }

    private static void refused() throws Exception {
        connect(freePort());
    }

    private static int freePort() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return server.getLocalPort();
        }
    }

    private static void connect(int port) throws Exception {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        KEPT.add(channel);
    }

    private static void unfinished() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            connect(server.getLocalPort());
            server.accept().close();
        }
    }

    private static void finish() throws Exception {
        for (Object channel : KEPT) {
            if (!((SocketChannel) channel).finishConnect()) {
                throw new IllegalStateException("not connected");
            }
        }
    }

    private static void closed() throws Exception {
        int port = freePort();
        try (SocketChannel channel = SocketChannel.open()) {
            channel.configureBlocking(false);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
        AsynchronousSocketChannel.open().close();
    }
}
