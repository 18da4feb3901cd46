package dev.lastack.it.harness;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a wire has carried of one connection, seen from the host at which it was captured. */
public final class CapturedConnection {

    /** In the words of reports. */
    public enum First {
        LOCAL("local"),
        REMOTE("remote"),
        SIMULTANEOUS("simultaneous"),
        RESET_BY_LOCAL("resetByLocal"),
        RESET_BY_REMOTE("resetByRemote");

        private final String name;

        First(String name) {
            this.name = name;
        }

        public String nameInReport() {
            return name;
        }
    }

    private final boolean client;
    private final int listener;
    private @Nullable TcpPacket ourFin;
    private @Nullable TcpPacket itsFin;
    private @Nullable TcpPacket ourReset;
    private @Nullable TcpPacket itsReset;

    /** The remote's FIN was under way when ours left. */
    private boolean crossed;

    private CapturedConnection(boolean client, int listener) {
        this.client = client;
        this.listener = listener;
    }

    /** Every connection whose first segment is there. */
    public static Collection<CapturedConnection> of(List<TcpPacket> packets, int localAddress) {
        Map<Long, CapturedConnection> byPorts = new LinkedHashMap<>();
        for (TcpPacket packet : packets) {
            boolean ours = packet.from() == localAddress;
            int port = ours ? packet.fromPort() : packet.toPort();
            int other = ours ? packet.toPort() : packet.fromPort();
            long ports = (long) port << 16 | other;
            if (packet.syn() && !packet.ack()) {
                byPorts.putIfAbsent(ports, new CapturedConnection(ours, packet.toPort()));
            }
            CapturedConnection connection = byPorts.get(ports);
            if (connection != null) {
                connection.add(packet, ours);
            }
        }
        return byPorts.values();
    }

    private void add(TcpPacket packet, boolean ours) {
        if (packet.rst()) {
            if (ours) {
                ourReset = ourReset == null ? packet : ourReset;
            } else {
                itsReset = itsReset == null ? packet : itsReset;
            }
        } else if (packet.fin()) {
            if (ours) {
                ourFin = ourFin == null ? packet : ourFin;
            } else {
                itsFin(packet);
            }
        }
    }

    private void itsFin(TcpPacket packet) {
        if (itsFin == null) {
            itsFin = packet;
            TcpPacket fin = ourFin;
            crossed = fin != null && packet.acknowledged() - (fin.sequence() + fin.length() + 1) < 0;
        }
    }

    public boolean client() {
        return client;
    }

    public int listener() {
        return listener;
    }

    /**
     * Who was first, where both words are true in both: of FINs that crossed, ours had left before theirs was here; and
     * whoever aborts a connection may have sent a FIN a moment before.
     */
    public Set<First> first() {
        TcpPacket first = earliest(earliest(ourFin, itsFin), earliest(ourReset, itsReset));
        if (first == null) {
            return EnumSet.noneOf(First.class);
        }
        if (first.equals(itsFin)) {
            // a remote that shuts down first and then resets, while our own FIN still waits: the reset is all that is
            // left
            boolean resetOnly = ourFin == null && itsReset != null;
            return resetOnly ? EnumSet.of(First.REMOTE, First.RESET_BY_REMOTE) : EnumSet.of(First.REMOTE);
        }
        if (first.equals(itsReset)) {
            return EnumSet.of(First.RESET_BY_REMOTE);
        }
        if (first.equals(ourReset)) {
            return EnumSet.of(First.RESET_BY_LOCAL);
        }
        if (crossed) {
            return EnumSet.of(First.LOCAL, First.SIMULTANEOUS);
        }
        boolean aborted = ourReset != null && (itsFin == null || ourReset.index() < itsFin.index());
        return aborted ? EnumSet.of(First.LOCAL, First.RESET_BY_LOCAL) : EnumSet.of(First.LOCAL);
    }

    /**
     * Like {@link #first}, of a connection that both ends close at once: who asks the kernel just before our FIN leaves may
     * not see a FIN of the remote's that arrives in between. That is a few microseconds, or as long as a scheduler keeps
     * the thread from its processor.
     */
    public Set<First> firstOfRace(long atMostMicros) {
        return slippedIn(atMostMicros) ? EnumSet.of(First.REMOTE, First.LOCAL) : first();
    }

    /** The remote's FIN came so shortly before ours that it may have been under way when the kernel was asked. */
    public boolean slippedIn(long atMostMicros) {
        return first().contains(First.REMOTE) && ourFin != null && closeWaitMicros() < atMostMicros;
    }

    /**
     * A reset after both FINs, as the remote's kernel sends it where the last ACK finds no socket any more. It ends a
     * TIME_WAIT (RFC 1337; Linux unless {@code net.ipv4.tcp_rfc1337} is set), unseen by any program.
     */
    public boolean resetInTimeWait() {
        TcpPacket ours = ourFin;
        TcpPacket its = itsFin;
        TcpPacket reset = itsReset;
        return ours != null && its != null && reset != null && reset.index() > Math.max(ours.index(), its.index());
    }

    /** From the remote's FIN to ours, or to our reset; negative where there is none. */
    public long closeWaitMicros() {
        TcpPacket end = earliest(ourFin, ourReset);
        return itsFin == null || end == null ? -1 : end.atMicros() - itsFin.atMicros();
    }

    private static @Nullable TcpPacket earliest(@Nullable TcpPacket one, @Nullable TcpPacket other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.index() <= other.index() ? one : other;
    }
}
