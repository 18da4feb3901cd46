package dev.lastack.it.programs.clients;

import dev.lastack.it.peer.PeerScript;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * Closes long after the remote, by its own fault or by nobody's. Arguments: {@code transport manner port lateMillis}:
 * {@code asleep} waits for so long, {@code stopped} until it has stood still for that long, and closes at once.
 */
final class ClosesLate {

    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(4);

    private ClosesLate() {}

    public static void main(String[] args) throws Exception {
        InetSocketAddress peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[2]));
        try (Closeable connection = args[0].equals("socket") ? bySocket(peer) : byChannel(peer)) {
            System.out.println("EOF of " + connection);
            if (args[1].equals("asleep")) {
                Thread.sleep(Long.parseLong(args[3]));
            } else {
                standStill(TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[3])));
            }
        }
    }

    private static Closeable bySocket(InetSocketAddress peer) throws IOException {
        Socket socket = new Socket(peer.getAddress(), peer.getPort());
        socket.getOutputStream().write(PeerScript.CLOSE.code());
        expectEof(socket.getInputStream().read());
        return socket;
    }

    private static Closeable byChannel(InetSocketAddress peer) throws IOException {
        SocketChannel channel = SocketChannel.open(peer);
        channel.write(PeerScript.CLOSE.buffer());
        expectEof(channel.read(ByteBuffer.allocate(1)));
        return channel;
    }

    private static void expectEof(int read) {
        if (read != -1) {
            throw new IllegalStateException("read " + read + " instead of end of stream");
        }
    }

    private static void standStill(long nanos) throws InterruptedException {
        long begin = System.nanoTime();
        long last = begin;
        while (System.nanoTime() - last < nanos) {
            last = System.nanoTime();
            if (last - begin > LONGEST_NANOS) {
                throw new IllegalStateException("nobody has stopped this process");
            }
            Thread.sleep(10);
        }
    }
}
