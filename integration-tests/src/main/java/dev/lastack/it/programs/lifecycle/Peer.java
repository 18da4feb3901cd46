package dev.lastack.it.programs.lifecycle;

import dev.lastack.it.oracle.Oracle;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The scripted peer in the test's JVM. */
record Peer(int port, Oracle oracle) {

    static Peer of(String[] args) {
        return at(Integer.parseInt(args[1]));
    }

    static Peer at(int port) {
        return new Peer(port, Oracle.ofClientOf(port));
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
