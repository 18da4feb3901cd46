package dev.lastack.heap;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
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
     * @param address four or sixteen bytes; an IPv4 address within IPv6 has four; empty where only the port is known
     */
    public record End(byte[] address, int port) {

        private static final int MAPPED_PREFIX = 12;

        public End {
            address = unmapped(address);
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
                return new End(
                        InetAddress.getByName(literal).getAddress(), Integer.parseInt(text.substring(colon + 1)));
            } catch (UnknownHostException e) {
                return null;
            }
        }

        private static byte[] unmapped(byte[] address) {
            boolean mapped = address.length == 16 && address[10] == -1 && address[11] == -1;
            for (int i = 0; mapped && i < 10; i++) {
                mapped = address[i] == 0;
            }
            return mapped ? Arrays.copyOfRange(address, MAPPED_PREFIX, 16) : address.clone();
        }

        /** The ports are the same, and the addresses as far as both are known. */
        boolean agrees(End other) {
            return port == other.port
                    && (address.length == 0 || other.address.length == 0 || Arrays.equals(address, other.address));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof End end && port == end.port && Arrays.equals(address, end.address);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(address) + port;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s:%d", Arrays.toString(address), port);
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
        boolean locals = local != null && other.local != null;
        boolean remotes = remote != null && other.remote != null;
        if (locals && !local.agrees(other.local) || remotes && !remote.agrees(other.remote)) {
            return false;
        }
        if (remote == null && other.remote == null) {
            return descriptor >= 0 && descriptor == other.descriptor; // never connected, neither here nor there
        }
        boolean sameNumber = descriptor >= 0 && descriptor == other.descriptor;
        return sameNumber ? remotes || locals : remotes && locals;
    }
}
