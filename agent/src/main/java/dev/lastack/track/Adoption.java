package dev.lastack.track;

import dev.lastack.kernel.OwnSockets.Tcp;
import dev.lastack.track.close.CloseOrder;
import dev.lastack.track.close.TcpStateNumbers;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.connection.DescriptorTable;
import dev.lastack.track.connection.PreexistingConnection;
import dev.lastack.track.stack.RawStack;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gives a record to each TCP connection of the process that has none, once the hooks are live. Not for hooks. */
final class Adoption {

    private final DescriptorTable table;
    private final Tracker tracker;
    private final Map<List<Object>, RawStack> stacks = new HashMap<>();

    Adoption(DescriptorTable table, Tracker tracker) {
        this.table = table;
        this.tracker = tracker;
    }

    /** Those that were adopted. */
    synchronized List<Connection> adopt(List<Tcp> sockets) {
        Map<Integer, InetAddress> listeners = listeners(sockets);
        List<Connection> adopted = new ArrayList<>();
        for (Tcp socket : sockets) {
            if (TcpStateNumbers.isConnection(socket.state()) && table.at(socket.number()) == null) {
                PreexistingConnection connection = record(socket, listeners);
                // A hook may have been faster, or the socket have been closed behind the scan.
                if (table.putIfAbsent(connection)) {
                    if (connection.isGone()) {
                        table.remove(connection);
                    } else {
                        tracker.adopted(connection);
                        adopted.add(connection);
                    }
                }
            }
        }
        return adopted;
    }

    private static Map<Integer, InetAddress> listeners(List<Tcp> sockets) {
        Map<Integer, InetAddress> listeners = new TreeMap<>();
        for (Tcp socket : sockets) {
            if (socket.listens()) {
                listeners.put(socket.localPort(), socket.local());
            }
        }
        return listeners;
    }

    private PreexistingConnection record(Tcp socket, Map<Integer, InetAddress> listeners) {
        long now = System.nanoTime();
        InetAddress listener = listeners.get(socket.localPort());
        PreexistingConnection c = new PreexistingConnection(socket, stack(socket, listener != null), now);
        c.accepted = listener != null;
        c.local = listener == null ? socket.local() : listener;
        c.localPort = (char) socket.localPort();
        if (socket.state() != TcpStateNumbers.ESTABLISHED && socket.state() != TcpStateNumbers.CLOSE_WAIT) {
            c.advance(CloseOrder.OUTPUT_SHUTTING, socket.state()); // a half-close of ours went before
        }
        if (CloseOrder.remoteClosed(c.advance(CloseOrder.STATE_SEEN, socket.state()))) {
            Tracker.remoteClosed(c, now);
        }
        return c;
    }

    /** One for each peer: what is alike of connections hangs on it. */
    private RawStack stack(Tcp socket, boolean accepted) {
        if (isManagement(socket.localPort())) {
            return RawStack.MANAGEMENT;
        }
        List<Object> peer = accepted ? List.of(socket.localPort()) : List.of(socket.remote(), socket.remotePort());
        return stacks.computeIfAbsent(peer, unseen -> RawStack.unseen());
    }

    /** Remote JMX; its local ports are of no known number, and are over before anybody looks. */
    private static boolean isManagement(int port) {
        return port == Integer.getInteger("com.sun.management.jmxremote.port", -1)
                || port == Integer.getInteger("com.sun.management.jmxremote.rmi.port", -1);
    }

    /** Ends the records of those that were closed on a way that has no hook. */
    void endThoseGone() {
        table.forEach(c -> {
            if (c instanceof PreexistingConnection adopted && adopted.isGone()) {
                tracker.endedUnseen(adopted);
            }
        });
    }
}
