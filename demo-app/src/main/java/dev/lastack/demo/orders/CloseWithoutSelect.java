package dev.lastack.demo.orders;

import dev.lastack.demo.peer.PeerScript;
import dev.lastack.demo.peer.Peers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Closes channels whose selector nobody asks again. A key holds each descriptor until the next select; on the wire the
 * close has happened, so what is left is a descriptor without a TCP state.
 */
public final class CloseWithoutSelect implements Scenario {

    @Override
    public void run(int connections, Peers peers) throws IOException {
        InetSocketAddress events = peers.listen(PeerScript.HANGS_UP_BEHIND_ANSWER);
        Selector selector = Selector.open();
        Keep.reachable(selector);
        Subscriptions subscriptions = new Subscriptions(selector);
        for (int i = 0; i < connections; i++) {
            subscriptions.subscribe(events, "order " + i);
        }
        for (SocketChannel channel : subscriptions.readUntilEnded(connections)) {
            channel.close(); // The fault: no select comes behind it.
        }
    }
}
