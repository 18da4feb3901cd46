package dev.lastack.demo.peer;

import java.io.IOException;
import java.net.InetSocketAddress;

/** What the service can ask of the other side. */
public interface Peers {

    /** A new server on loopback, whose every connection follows the script. */
    InetSocketAddress listen(PeerScript script) throws IOException;

    /** Clients that connect to the service's own server and follow the script. Returns before they have left. */
    void call(InetSocketAddress server, PeerScript script, int clients) throws IOException;

    /**
     * Waits, for a bounded time, until the peers have closed every connection that they had.
     *
     * @return how many connections they have closed so far
     */
    int awaitHungUp() throws IOException;
}
