package dev.lastack.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The other end of connections that are only held. A control connection says how many there will be, later in how many
 * milliseconds all are to be closed, evenly; the answer is the port of each with the time at which it was closed. One
 * client at a time; what it leaves is closed when its control connection ends.
 */
final class HeldConnectionsPeer {

    private static final int BACKLOG = 4_096;

    private HeldConnectionsPeer() {}

    /** Gives the port. */
    static int start() throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        Thread thread = new Thread(() -> serve(listener), "holder");
        thread.setDaemon(true);
        thread.start();
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    private static void serve(ServerSocketChannel listener) {
        while (true) {
            List<SocketChannel> held = new ArrayList<>();
            try (Socket control = listener.accept().socket()) {
                serve(listener, control, held);
            } catch (IOException e) {
                // the client has ended
            } finally {
                held.forEach(HeldConnectionsPeer::reset);
            }
        }
    }

    private static void serve(ServerSocketChannel listener, Socket control, List<SocketChannel> held)
            throws IOException {
        DataInputStream in = new DataInputStream(control.getInputStream());
        DataOutputStream out = new DataOutputStream(control.getOutputStream());
        int count = in.readInt();
        while (held.size() < count) {
            held.add(listener.accept());
        }
        out.writeInt(count);
        long within = in.readInt() * 1_000_000L;
        long[] closedAt = new long[count];
        int[] ports = new int[count];
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            SocketChannel channel = held.get(i);
            ports[i] = ((InetSocketAddress) channel.getRemoteAddress()).getPort();
            long due = begin + within / count * i;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            closedAt[i] = System.nanoTime();
            channel.close();
        }
        for (int i = 0; i < count; i++) {
            out.writeInt(ports[i]);
            out.writeLong(closedAt[i]);
        }
        out.flush();
        // until the client goes
        in.read();
    }

    /** Without a TIME_WAIT on our side. */
    private static void reset(SocketChannel channel) {
        try {
            if (channel.isOpen()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                channel.close();
            }
        } catch (IOException e) {
            // closed already
        }
    }

    /** The client's side. */
    static final class Client implements AutoCloseable {

        private final Socket control;
        private final DataInputStream in;
        private final DataOutputStream out;

        Client(Peer peer, int connections) throws IOException {
            control = new Socket();
            control.connect(peer.holder());
            in = new DataInputStream(new BufferedInputStream(control.getInputStream()));
            out = new DataOutputStream(control.getOutputStream());
            out.writeInt(connections);
        }

        /** All connections have been accepted. */
        void awaitHeld() throws IOException {
            in.readInt();
        }

        void closeAllWithin(int millis) throws IOException {
            out.writeInt(millis);
        }

        /** By local port of this side: {@code System.nanoTime()} just before the other side closed. */
        Map<Integer, Long> closeTimes(int connections) throws IOException {
            Map<Integer, Long> times = new HashMap<>();
            for (int i = 0; i < connections; i++) {
                times.put(in.readInt(), in.readLong());
            }
            return times;
        }

        @Override
        public void close() throws IOException {
            control.close();
        }
    }
}
