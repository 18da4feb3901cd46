package dev.lastack.it.programs.clients;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;

/** Subscribed once, and nothing ever comes; but somebody waits for it. */
final class QuietSubscriptions {

    private QuietSubscriptions() {}

    static void ofSockets(InetSocketAddress server, int count, List<Object> kept) throws Exception {
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket(server.getAddress(), server.getPort());
            subscribe(socket);
            DaemonTask.start(() -> socket.getInputStream().read());
            kept.add(socket);
        }
        Thread.sleep(StaysEstablished.QUIET_MILLIS);
    }

    private static void subscribe(Socket socket) throws IOException {
        socket.getOutputStream().write(1);
        socket.getInputStream().read();
    }

    static void ofChannels(InetSocketAddress server, int count, List<Object> kept) throws Exception {
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(server);
            DaemonTask.start(() -> channel.read(ByteBuffer.allocate(1)));
            kept.add(channel);
        }
        Thread.sleep(StaysEstablished.QUIET_MILLIS);
    }

    /** One loop of the program's own listens to all of them. */
    static void ofSelector(InetSocketAddress server, int count, List<Object> kept) throws Exception {
        Selector selector = Selector.open();
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(server);
            channel.write(ByteBuffer.wrap(new byte[] {1}));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            kept.add(channel);
        }
        DaemonTask.start(() -> {
            while (true) {
                selector.select(key -> read((SocketChannel) key.channel()));
            }
        });
        Thread.sleep(StaysEstablished.QUIET_MILLIS);
    }

    private static void read(SocketChannel channel) {
        try {
            channel.read(ByteBuffer.allocate(8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static void ofAsynchronous(InetSocketAddress server, int count, List<Object> kept) throws Exception {
        for (int i = 0; i < count; i++) {
            AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
            channel.connect(server).get();
            channel.write(ByteBuffer.wrap(new byte[] {1})).get();
            channel.read(ByteBuffer.allocate(8)).get();
            channel.read(ByteBuffer.allocate(8), null, new Listens());
            kept.add(channel);
        }
        Thread.sleep(StaysEstablished.QUIET_MILLIS);
    }

    private static final class Listens implements CompletionHandler<Integer, Void> {

        @Override
        public void completed(Integer count, Void none) {}

        @Override
        public void failed(Throwable error, Void none) {}
    }
}
