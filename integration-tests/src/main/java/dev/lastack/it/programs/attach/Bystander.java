package dev.lastack.it.programs.attach;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.TcpState;
import dev.lastack.it.peer.PeerScript;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/**
 * Has connections of every kind, most of them closed by the remote, before anybody watches; then does what standard
 * input says, a word a line, and answers each on standard output. Arguments: the peer's port, how many of each kind.
 */
public final class Bystander {

    private static final List<Socket> SOCKETS = new ArrayList<>();
    private static final List<SocketChannel> CHANNELS = new ArrayList<>();
    private static final List<AsynchronousSocketChannel> ASYNCHRONOUS = new ArrayList<>();
    private static final List<Socket> LIVING = new ArrayList<>();

    private static int measured;

    private Bystander() {}

    public static void main(String[] args) throws Exception {
        InetSocketAddress peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        int each = Integer.parseInt(args[1]);
        Oracle oracle = Oracle.ofClientOf(peer.getPort());
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            blockIn("acceptor", () -> acceptOne(listener));
            open(peer, each);
            oracle.await(TcpState.CLOSE_WAIT, 3L * each);
            Socket read = living(peer);
            blockIn(
                    "reader",
                    () -> System.out.println("READER " + read.getInputStream().read()));
            System.out.println("LISTENS " + listener.getLocalPort());
            System.out.println("READY");
            obey(peer, oracle);
        }
    }

    private static void open(InetSocketAddress peer, int each) throws Exception {
        for (int i = 0; i < each; i++) {
            Socket socket = new Socket(peer.getAddress(), peer.getPort());
            socket.getOutputStream().write(PeerScript.CLOSE.code());
            SOCKETS.add(socket);
            SocketChannel channel = SocketChannel.open(peer);
            channel.write(PeerScript.CLOSE.buffer());
            CHANNELS.add(channel);
            AsynchronousSocketChannel asynchronous = AsynchronousSocketChannel.open();
            asynchronous.connect(peer).get();
            asynchronous.write(PeerScript.CLOSE.buffer()).get();
            ASYNCHRONOUS.add(asynchronous);
            living(peer);
        }
    }

    private static Socket living(InetSocketAddress peer) throws IOException {
        Socket socket = new Socket(peer.getAddress(), peer.getPort());
        socket.getOutputStream().write(PeerScript.WAIT_FOR_EOF.code());
        LIVING.add(socket);
        return socket;
    }

    private static void obey(InetSocketAddress peer, Oracle oracle) throws Exception {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, java.nio.charset.StandardCharsets.UTF_8));
        for (String word = in.readLine(); word != null && !word.equals("end"); word = in.readLine()) {
            switch (word) {
                case "read" -> readAll();
                case "close" -> closeAll();
                case "open" -> open(peer, 1);
                case "measure" -> System.out.println("MEASURED " + ++measured + " " + Measure.now());
                default -> throw new IllegalArgumentException(word);
            }
            System.out.println("DONE " + word + " CLOSE_WAIT " + oracle.count(TcpState.CLOSE_WAIT));
        }
    }

    /** Meets the end of stream, and leaves it at that. */
    private static void readAll() throws Exception {
        for (Socket socket : SOCKETS) {
            expectEnd(socket.getInputStream().read());
        }
        for (SocketChannel channel : CHANNELS) {
            expectEnd(channel.read(ByteBuffer.allocate(10)));
        }
        for (AsynchronousSocketChannel channel : ASYNCHRONOUS) {
            Future<Integer> read = channel.read(ByteBuffer.allocate(10));
            expectEnd(read.get());
        }
    }

    private static void expectEnd(int read) {
        if (read != -1) {
            throw new IllegalStateException("read " + read + " in place of the end");
        }
    }

    private static void closeAll() throws IOException {
        for (Socket socket : SOCKETS) {
            socket.close();
        }
        for (SocketChannel channel : CHANNELS) {
            channel.close();
        }
        for (AsynchronousSocketChannel channel : ASYNCHRONOUS) {
            channel.close();
        }
        for (Socket socket : LIVING) {
            socket.close();
        }
    }

    private static void acceptOne(ServerSocket listener) throws IOException {
        Socket accepted = listener.accept();
        System.out.println("ACCEPTED " + accepted.getInputStream().read());
    }

    private interface Blocking {
        void run() throws IOException;
    }

    private static void blockIn(String name, Blocking action) {
        Thread thread = new Thread(
                () -> {
                    try {
                        action.run();
                    } catch (IOException e) {
                        System.out.println(name.toUpperCase(java.util.Locale.ROOT) + " " + e.getMessage());
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
