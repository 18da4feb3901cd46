package dev.lastack.it.programs.host;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Connects, writes, reads and closes over and over under thirty frames, and says how many bytes a life takes of this
 * thread's memory, and how many nanoseconds it lasted: of the round with the fewest bytes, so neither the JIT compiler nor a
 * rare sample is in it.
 */
public final class Allocations {

    private static final int FRAMES = 30;
    private static final int LIVES = 1_000;
    private static final int ROUNDS = 24;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocations() {}

    public static void main(String[] args) throws Exception {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread server = new Thread(() -> serve(listener), "server");
            server.setDaemon(true);
            server.start();
            SocketChannelLives lives = new SocketChannelLives((InetSocketAddress) listener.getLocalAddress());
            long least = Long.MAX_VALUE;
            long lasted = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long before =
                        THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
                long began = System.nanoTime();
                for (int life = 0; life < LIVES; life++) {
                    lives.under(FRAMES - 3);
                }
                long nanos = System.nanoTime() - began;
                long after =
                        THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
                long bytes = (after - before) / LIVES;
                if (bytes < least) {
                    least = bytes;
                    lasted = nanos / LIVES;
                }
            }
            System.out.println("BYTES " + least);
            System.out.println("NANOS " + lasted);
        }
    }

    private record SocketChannelLives(InetSocketAddress peer) {

        void under(int frames) throws IOException {
            if (frames > 0) {
                under(frames - 1);
                return;
            }
            try (SocketChannel channel = SocketChannel.open(peer)) {
                channel.write(ByteBuffer.wrap(new byte[8]));
                channel.read(ByteBuffer.wrap(new byte[8]));
            }
        }
    }

    private static void serve(ServerSocketChannel listener) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(64);
        while (true) {
            try (SocketChannel channel = listener.accept()) {
                // no TIME_WAIT for each of so many
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                while (channel.read(buffer.clear()) >= 0) {
                    channel.write(buffer.flip());
                }
            } catch (IOException e) {
                return;
            }
        }
    }
}
