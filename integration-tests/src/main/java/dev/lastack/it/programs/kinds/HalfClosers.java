package dev.lastack.it.programs.kinds;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Clients say all that they have to say, shut their half, and wait for the answer, which takes several times the
 * threshold. {@code ...-silent} servers read the end of stream, too, and neither answer nor close. Prints {@code
 * STREAMING} when all are at it.
 */
final class HalfClosers {

    private static final int WRITES = 30;
    private static final int BETWEEN_MILLIS = 100;

    private HalfClosers() {}

    /** Of a server. */
    private interface End extends Closeable {
        /** Below 0 at the end of stream. */
        int read(ByteBuffer into) throws Exception;

        void write(ByteBuffer from) throws Exception;
    }

    private interface Accepts {
        End next() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        boolean silent = args[0].endsWith("-silent");
        InetSocketAddress[] at = new InetSocketAddress[1];
        Accepts accepts = accepts(args[0].replace("-silent", ""), at);
        Thread[] clients = new Thread[Kind.CONNECTIONS];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = Kind.daemon(() -> ask(at[0]));
            End end = accepts.next();
            Kind.keep(end);
            Kind.daemon(() -> serve(end, silent));
        }
        System.out.println("STREAMING");
        if (silent) {
            Kind.rest();
        } else {
            for (Thread client : clients) {
                client.join();
            }
        }
        Kind.end();
    }

    private static void ask(InetSocketAddress server) throws IOException {
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            socket.getOutputStream().write('?');
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
    }

    private static void serve(End end, boolean silent) throws Exception {
        ByteBuffer buffer = ByteBuffer.allocate(8);
        while (end.read(buffer) >= 0) {
            buffer.clear();
        }
        if (silent) {
            return;
        }
        try (end) {
            for (int i = 0; i < WRITES; i++) {
                end.write(ByteBuffer.wrap(new byte[] {1}));
                Thread.sleep(BETWEEN_MILLIS);
            }
        }
    }

    private static Accepts accepts(String transport, InetSocketAddress[] at) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        switch (transport) {
            case "socket" -> {
                ServerSocket listener = Kind.listener();
                at[0] = Kind.address(listener);
                return () -> new OfSocket(listener.accept());
            }
            case "nio" -> {
                ServerSocketChannel listener = ServerSocketChannel.open().bind(any);
                at[0] = (InetSocketAddress) listener.getLocalAddress();
                return () -> new OfChannel(listener.accept());
            }
            case "aio" -> {
                AsynchronousServerSocketChannel listener =
                        AsynchronousServerSocketChannel.open().bind(any);
                at[0] = (InetSocketAddress) listener.getLocalAddress();
                return () -> new OfAsynchronous(listener.accept().get());
            }
            default -> throw new IllegalArgumentException(transport);
        }
    }

    private record OfSocket(Socket socket) implements End {
        @Override
        public int read(ByteBuffer into) throws IOException {
            return socket.getInputStream().read();
        }

        @Override
        public void write(ByteBuffer from) throws IOException {
            socket.getOutputStream().write(from.get());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private record OfChannel(SocketChannel channel) implements End {
        @Override
        public int read(ByteBuffer into) throws IOException {
            return channel.read(into);
        }

        @Override
        public void write(ByteBuffer from) throws IOException {
            channel.write(from);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private record OfAsynchronous(AsynchronousSocketChannel channel) implements End {
        @Override
        public int read(ByteBuffer into) throws Exception {
            return channel.read(into).get();
        }

        @Override
        public void write(ByteBuffer from) throws Exception {
            channel.write(from).get();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
