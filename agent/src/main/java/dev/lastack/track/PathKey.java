package dev.lastack.track;

import dev.lastack.snapshot.Role;
import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What makes a code path.
 *
 * @param stack interned, so it is compared by identity
 * @param address of the destination or of the listener; null: any, a cap was hit
 */
record PathKey(
        NormalStack stack,
        Role role,
        String transport,
        @Nullable InetAddress address,
        int port) {

    /** Without a key made for the question; the stack is known to be the same. */
    boolean is(Role role, String transport, @Nullable InetAddress address, int port) {
        return this.role == role
                && this.port == port
                && this.transport.equals(transport)
                && Objects.equals(this.address, address);
    }

    PathKey of(NormalStack other) {
        return new PathKey(other, role, transport, address, port);
    }

    /** {@code ip:port}, IPv6 in brackets; never looks a name up. */
    String peer() {
        return address == null ? "(other)" : Endpoint.format(address, port);
    }
}
