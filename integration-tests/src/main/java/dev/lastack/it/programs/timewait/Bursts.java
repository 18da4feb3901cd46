package dev.lastack.it.programs.timewait;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;

/**
 * Short connections in a row, then silence. Arguments: {@code transport closer connections millisBetween quietMillis},
 * where closer is {@code client} or {@code server}.
 */
final class Bursts {

    private static final int WORD = 'x';

    private Bursts() {}

    public static void main(String[] args) throws Exception {
        boolean clientFirst = args[1].equals("client");
        int connections = Integer.parseInt(args[2]);
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> serve(listener, connections, clientFirst), "server");
            server.start();
            for (int i = 0; i < connections; i++) {
                exchange(args[0], listener.getLocalPort());
                Thread.sleep(Long.parseLong(args[3]));
            }
            server.join();
            Thread.sleep(Long.parseLong(args[4]));
        }
    }

    private static void serve(ServerSocket listener, int connections, boolean clientFirst) {
        try {
            for (int i = 0; i < connections; i++) {
                answer(listener, clientFirst);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(ServerSocket listener, boolean clientFirst) throws IOException {
        try (Socket accepted = listener.accept()) {
            InputStream in = accepted.getInputStream();
            in.read();
            accepted.getOutputStream().write(clientFirst ? WORD : WORD + 1);
            if (clientFirst) {
                in.read(); // the end
            }
        }
    }

    private static void exchange(String transport, int port) throws Exception {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        switch (transport) {
            case "socket" -> bySocket(address);
            case "nio" -> byChannel(address);
            case "aio" -> byAsynchronousChannel(address);
            default -> throw new IllegalArgumentException(transport);
        }
    }

    private static void bySocket(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.getOutputStream().write(WORD);
            if (socket.getInputStream().read() != WORD) {
                socket.getInputStream().read();
            }
        }
    }

    private static void byChannel(InetSocketAddress address) throws IOException {
        try (SocketChannel channel = SocketChannel.open(address)) {
            channel.write(ByteBuffer.wrap(new byte[] {WORD}));
            ByteBuffer answer = ByteBuffer.allocate(1);
            channel.read(answer);
            if (answer.get(0) != WORD) {
                channel.read(ByteBuffer.allocate(1));
            }
        }
    }

    private static void byAsynchronousChannel(InetSocketAddress address)
            throws IOException, ExecutionException, InterruptedException {
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
            channel.connect(address).get();
            channel.write(ByteBuffer.wrap(new byte[] {WORD})).get();
            ByteBuffer answer = ByteBuffer.allocate(1);
            channel.read(answer).get();
            if (answer.get(0) != WORD) {
                channel.read(ByteBuffer.allocate(1)).get();
            }
        }
    }
}
