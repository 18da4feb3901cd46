package dev.lastack.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Iterator;

/**
 * So many connections that are open and idle for a while, whose peers then all close within a second; each is closed when
 * its end is read. Prints the bytes of heap that they hold, the processor time in nanoseconds of a second of idleness,
 * and that of all the closes. Arguments: connections, milliseconds of idleness.
 */
public final class HeldMain {

    private static final int CLOSE_WITHIN_MILLIS = 1_000;

    private HeldMain() {}

    public static void main(String[] args) throws Exception {
        int connections = Integer.parseInt(args[0]);
        long idleMillis = Long.parseLong(args[1]);
        try (Peer peer = Peer.find();
                HeldConnectionsPeer.Client holder = new HeldConnectionsPeer.Client(peer, connections);
                Selector selector = Selector.open()) {
            long before = Heap.used();
            for (int i = 0; i < connections; i++) {
                SocketChannel channel = SocketChannel.open(peer.holder());
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ);
            }
            holder.awaitHeld();
            long held = Heap.used() - before;
            long cpu = LoadMain.cpuNanos();
            Thread.sleep(idleMillis);
            long idle = (LoadMain.cpuNanos() - cpu) * 1_000 / idleMillis;
            cpu = LoadMain.cpuNanos();
            holder.closeAllWithin(CLOSE_WITHIN_MILLIS);
            closeAll(selector, connections);
            System.out.println(held + " " + idle + " " + (LoadMain.cpuNanos() - cpu));
        }
    }

    private static void closeAll(Selector selector, int connections) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(16);
        for (int closed = 0; closed < connections; ) {
            selector.select();
            for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
                SocketChannel channel = (SocketChannel) keys.next().channel();
                keys.remove();
                buffer.clear();
                if (channel.read(buffer) == -1) {
                    channel.close();
                    closed++;
                }
            }
        }
        selector.selectNow();
    }
}
