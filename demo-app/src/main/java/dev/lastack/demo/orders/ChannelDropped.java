package dev.lastack.demo.orders;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lastack.demo.peer.PeerScript;
import dev.lastack.demo.peer.Peers;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Forgets its channels unclosed. A SocketChannel has no cleaner: collected or not, its connection stays for ever. */
public final class ChannelDropped implements Scenario {

    @Override
    public void run(int connections, Peers peers) throws IOException, InterruptedException {
        InetSocketAddress stock = peers.listen(PeerScript.HANGS_UP_LATER);
        List<WeakReference<SocketChannel>> dropped = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            dropped.add(reserve(stock, i));
        }
        peers.awaitHungUp();
        Garbage.collectUntilGone(dropped);
    }

    private static WeakReference<SocketChannel> reserve(InetSocketAddress stock, int order) throws IOException {
        SocketChannel channel = SocketChannel.open(stock);
        channel.write(ByteBuffer.wrap(("reserve " + order + "\n").getBytes(US_ASCII)));
        channel.read(ByteBuffer.allocate(100));
        return new WeakReference<>(channel); // The fault: nobody closes it, and from here on nobody can.
    }
}
