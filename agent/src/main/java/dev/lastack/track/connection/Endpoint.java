package dev.lastack.track.connection;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Addresses as text, without name lookup. */
public final class Endpoint {

    private Endpoint() {}

    /** {@code 10.0.0.5:80}, {@code [::1]:80}; an IPv6 scope is left out. */
    public static String format(InetAddress address, int port) {
        String ip = address.getHostAddress();
        if (address instanceof Inet6Address) {
            int scope = ip.indexOf('%');
            ip = "[" + (scope < 0 ? ip : ip.substring(0, scope)) + "]";
        }
        return ip + ":" + port;
    }
}
