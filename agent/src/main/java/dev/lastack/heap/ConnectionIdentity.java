package dev.lastack.heap;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A connection as a report and a heap dump both know it.
 *
 * @param descriptor its number in the process; -1 where not known
 * @param local null where not known
 * @param remote null where not known, or not connected
 * @param openedAt null where not known
 * @param openUntil when it was known to be open still; null where not known
 * @param unreachable LastAck's own weak reference to it has been cleared
 */
public record ConnectionIdentity(
        int descriptor,
        @Nullable End local,
        @Nullable End remote,
        @Nullable Instant openedAt,
        @Nullable Instant openUntil,
        boolean unreachable) {

    /**
     * One end.
     *
     * @param address in hexadecimal digits; an IPv4 address within IPv6 has eight; empty where only the port is known
     */
    public record End(String address, int port) {

        private static final String MAPPED = "00000000000000000000ffff";

        public End {
            address = address.startsWith(MAPPED) ? address.substring(MAPPED.length()) : address;
        }

        /** {@code 10.0.0.5:80}, {@code [::1]:80}; null for anything else. Nothing is looked up. */
        public static @Nullable End parse(String text) {
            int colon = text.lastIndexOf(':');
            if (colon < 1 || !text.substring(colon + 1).matches("\\d{1,5}")) {
                return null;
            }
            String host = text.substring(0, colon);
            boolean six = host.startsWith("[") && host.endsWith("]");
            String literal = six ? host.substring(1, host.length() - 1).replaceFirst("%.*", "") : host;
            if (!literal.matches(six ? "[0-9a-fA-F:.]*:[0-9a-fA-F:.]*" : "\\d{1,3}(\\.\\d{1,3}){3}")) {
                return null;
            }
            try {
                byte[] address = InetAddress.getByName(literal).getAddress();
                return new End(HexFormat.of().formatHex(address), Integer.parseInt(text.substring(colon + 1)));
            } catch (UnknownHostException e) {
                return null;
            }
        }

        /** The ports are the same, and the addresses as far as both are known. */
        private boolean agrees(End other) {
            return port == other.port
                    && (address.isEmpty() || other.address.isEmpty() || address.equals(other.address));
        }

        /** Both are known, and are two. */
        static boolean differ(@Nullable End one, @Nullable End other) {
            return one != null && other != null && !one.agrees(other);
        }

        /** Both are known, and are one. */
        static boolean agree(@Nullable End one, @Nullable End other) {
            return one != null && other != null && one.agrees(other);
        }
    }

    /** Whether it was open at that moment, as far as is known. */
    boolean isOpenAt(Instant moment) {
        return openedAt != null && openUntil != null && openedAt.isBefore(moment) && openUntil.isAfter(moment);
    }

    /**
     * Whether both are of one connection. A descriptor's number alone is no proof, as it is used again: an end has to
     * agree as well, and none may differ.
     */
    boolean isSameAs(ConnectionIdentity other) {
        if (descriptor >= 0 && other.descriptor >= 0 && descriptor != other.descriptor) {
            return false;
        }
        if (End.differ(local, other.local) || End.differ(remote, other.remote)) {
            return false;
        }
        boolean sameNumber = descriptor >= 0 && descriptor == other.descriptor;
        if (remote == null && other.remote == null) {
            return sameNumber; // never connected, neither here nor there
        }
        boolean locals = End.agree(local, other.local);
        boolean remotes = End.agree(remote, other.remote);
        return sameNumber ? remotes || locals : remotes && locals;
    }
}
