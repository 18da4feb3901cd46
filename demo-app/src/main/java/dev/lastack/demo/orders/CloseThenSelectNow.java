package dev.lastack.demo.orders;

import dev.lastack.demo.peer.PeerScript;
import dev.lastack.demo.peer.Peers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** The healthy twin of {@link CloseWithoutSelect} and {@link AbortWithoutSelect}: a last select lets go of the descriptors. */
public final class CloseThenSelectNow implements Scenario {

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
            channel.close();
        }
        selector.selectNow();
    }
}
