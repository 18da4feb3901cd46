package dev.lastack.it.programs.lifecycle;

import dev.lastack.it.oracle.Oracle;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The scripted peer in the test's JVM. */
record Peer(int port) {

    static Peer of(String[] args) {
        return new Peer(Integer.parseInt(args[1]));
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    Oracle oracle() {
        return Oracle.ofClientOf(port);
    }
}
