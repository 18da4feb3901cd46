package dev.lastack.demo.orders;

import dev.lastack.demo.peer.PeerScript;
import dev.lastack.demo.peer.Peers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * As {@link CloseWithoutSelect}, with SO_LINGER 0: then close sends nothing before the descriptor is released, and each
 * connection stays in CLOSE_WAIT.
 */
public final class AbortWithoutSelect implements Scenario {

    @Override
    public void run(int connections, Peers peers) throws IOException {
        InetSocketAddress events = peers.listen(PeerScript.HANGS_UP_BEHIND_ANSWER);
        Selector selector = Selector.open();
        Keep.reachable(selector);
        Subscriptions subscriptions = new Subscriptions(selector);
        for (int i = 0; i < connections; i++) {
            subscriptions.subscribe(events, "order " + i).setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        for (SocketChannel channel : subscriptions.readUntilEnded(connections)) {
            channel.close(); // The fault: no select comes behind it.
        }
    }
}
