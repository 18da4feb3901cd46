package dev.lastack.track.path;

import dev.lastack.snapshot.Role;
import dev.lastack.snapshot.Transport;
import dev.lastack.track.connection.Endpoint;
import dev.lastack.track.stack.NormalisedStack;
import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Key of a code path: connections that agree in all of it are counted together.
 *
 * @param stack interned, so it is compared by identity
 * @param address of the destination or of the listener; null: any, a cap was hit
 */
public record CodePathKey(
        NormalisedStack stack,
        Role role,
        Transport transport,
        @Nullable InetAddress address,
        int port) {

    /** Written out, see {@link dev.lastack.snapshot.Site#equals}. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CodePathKey that
                && stack == that.stack
                && is(that.role, that.transport, that.address, that.port);
    }

    @Override
    public int hashCode() {
        return (System.identityHashCode(stack) * 31 + Objects.hashCode(address)) * 31 + port;
    }

    /** Without a key made for the question; the stack is known to be the same. */
    boolean is(Role role, Transport transport, @Nullable InetAddress address, int port) {
        return this.role == role
                && this.port == port
                && this.transport == transport
                && Objects.equals(this.address, address);
    }

    CodePathKey of(NormalisedStack other) {
        return new CodePathKey(other, role, transport, address, port);
    }

    /** {@code ip:port}, IPv6 in brackets; never looks a name up. */
    public String peer() {
        return address == null ? "(other)" : Endpoint.format(address, port);
    }
}
