package dev.lastack.it.programs.clients;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * Forty connections to a server that keeps its side open. Arguments: what becomes of them. {@code sockets},
 * {@code channels} and {@code http-clients} (one client for each call) are left behind, as are {@code logged-in} ones, in
 * one go, and {@code threads} with a reader each; {@code pool} and {@code subscriptions} are kept and used, {@code
 * one-http-client} is shared. {@code quiet-...} are subscriptions of which nothing comes, {@code unneeded-pool} is filled
 * and not used, of {@code half-needed-...} ten are.
 */
final class StaysEstablished {

    private static final int CONNECTIONS = 40;
    private static final int ROUNDS = 200;

    /** Longer than whatever comes one after the other takes until the next. */
    static final int QUIET_MILLIS = 1_500;

    private static final List<Object> KEPT = new ArrayList<>();

    private StaysEstablished() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "sockets" -> leaveSockets(echo());
            case "channels" -> leaveChannels(echo());
            case "http-clients" -> callEachTime(http());
            case "one-http-client" -> callWithOne(http());
            case "pool" -> usePool(echo());
            case "subscriptions" -> subscribe(echo());
            case "logged-in" -> logIn(echo());
            case "threads" -> leaveThreads(echo());
            case "threads-stopped" -> {
                leaveThreads(echo());
                Thread.sleep(QUIET_MILLIS);
            }
            case "unneeded-pool" -> fillPool(echo());
            case "half-needed-pool" -> useSome(echo());
            case "half-needed-channels" -> useSomeChannels(echo());
            case "quiet-sockets" -> QuietSubscriptions.ofSockets(echo(), CONNECTIONS, KEPT);
            case "quiet-channels" -> QuietSubscriptions.ofChannels(echo(), CONNECTIONS, KEPT);
            case "quiet-selector" -> QuietSubscriptions.ofSelector(echo(), CONNECTIONS, KEPT);
            case "quiet-asynchronous" -> QuietSubscriptions.ofAsynchronous(echo(), CONNECTIONS, KEPT);
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println("KEPT " + KEPT.size());
        System.exit(0);
    }

    private static InetSocketAddress echo() throws IOException {
        ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        DaemonTask.start(() -> {
            while (true) {
                Socket accepted = listener.accept();
                KEPT.add(accepted);
                DaemonTask.start(() -> accepted.getInputStream().transferTo(accepted.getOutputStream()));
            }
        });
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    private static URI http() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'o', 'k'});
            exchange.close();
        });
        server.start();
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private static Socket ask(InetSocketAddress server) throws IOException {
        Socket socket = new Socket(server.getAddress(), server.getPort());
        ping(socket);
        return socket;
    }

    private static void ping(Socket socket) throws IOException {
        socket.getOutputStream().write(1);
        socket.getInputStream().read();
    }

    private static void leaveSockets(InetSocketAddress server) throws Exception {
        for (int i = 0; i < CONNECTIONS; i++) {
            KEPT.add(ask(server));
            Thread.sleep(5);
        }
    }

    private static void leaveChannels(InetSocketAddress server) throws Exception {
        for (int i = 0; i < CONNECTIONS; i++) {
            SocketChannel channel = SocketChannel.open(server);
            ping(channel);
            KEPT.add(channel);
            Thread.sleep(5);
        }
    }

    private static void callEachTime(URI server) throws Exception {
        for (int i = 0; i < CONNECTIONS; i++) {
            HttpClient client = HttpClient.newHttpClient();
            call(client, server);
            KEPT.add(client);
        }
    }

    private static void callWithOne(URI server) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; i < CONNECTIONS; i++) {
            call(client, server);
        }
    }

    private static void call(HttpClient client, URI server) throws Exception {
        client.send(HttpRequest.newBuilder(server).build(), BodyHandlers.ofString());
    }

    /** Filled in advance, then used by four threads that put back what they took, the last first. */
    private static void usePool(InetSocketAddress server) throws Exception {
        BlockingDeque<Socket> pool = new LinkedBlockingDeque<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            pool.push(ask(server));
        }
        CountDownLatch done = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            DaemonTask.start(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    Socket socket = pool.take();
                    ping(socket);
                    Thread.sleep(10);
                    pool.push(socket);
                }
                done.countDown();
            });
        }
        done.await();
    }

    private static void subscribe(InetSocketAddress server) throws Exception {
        List<Socket> subscriptions = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            subscriptions.add(ask(server));
        }
        for (int round = 0; round < 10; round++) {
            Thread.sleep(50);
            for (Socket subscription : subscriptions) {
                ping(subscription);
            }
        }
        KEPT.addAll(subscriptions);
    }

    /** In one go; the work that was done over them was done long ago when the program ends. */
    private static void logIn(InetSocketAddress server) throws Exception {
        for (int i = 0; i < CONNECTIONS; i++) {
            KEPT.add(ask(server));
        }
        Thread.sleep(QUIET_MILLIS);
    }

    /** A client for each call, with a thread that reads. */
    private static void leaveThreads(InetSocketAddress server) throws Exception {
        for (int i = 0; i < CONNECTIONS; i++) {
            Socket socket = ask(server);
            DaemonTask.start(() -> socket.getInputStream().read());
            Thread.sleep(20);
        }
    }

    private static final int NEEDED = 10;

    /** A log-in on each; ten at a time are needed for a moment, right after that. */
    private static void useSome(InetSocketAddress server) throws Exception {
        List<Socket> pool = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            pool.add(ask(server));
        }
        for (Socket needed : pool.subList(0, NEEDED)) {
            Thread.sleep(5);
            ping(needed);
        }
        KEPT.add(pool);
        Thread.sleep(QUIET_MILLIS);
    }

    private static void useSomeChannels(InetSocketAddress server) throws Exception {
        List<SocketChannel> pool = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            pool.add(SocketChannel.open(server));
            ping(pool.get(i));
        }
        for (SocketChannel needed : pool.subList(0, NEEDED)) {
            Thread.sleep(5);
            ping(needed);
        }
        KEPT.add(pool);
        Thread.sleep(QUIET_MILLIS);
    }

    private static void ping(SocketChannel channel) throws IOException {
        channel.write(ByteBuffer.wrap(new byte[] {1}));
        channel.read(ByteBuffer.allocate(1));
    }

    private static void fillPool(InetSocketAddress server) throws Exception {
        BlockingDeque<Socket> pool = new LinkedBlockingDeque<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            pool.push(new Socket(server.getAddress(), server.getPort()));
        }
        KEPT.add(pool);
        Thread.sleep(QUIET_MILLIS);
    }
}
