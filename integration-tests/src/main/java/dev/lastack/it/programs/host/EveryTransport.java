package dev.lastack.it.programs.host;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;

/** A connection by each way that the JDK has, on executors too, so that each hooked class of the JDK is in use. */
final class EveryTransport {

    private EveryTransport() {}

    public static void main(String[] args) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        InetSocketAddress address = server.getAddress();
        ExecutorService pool = Executors.newSingleThreadExecutor();
        pool.submit(() -> socket(address)).get();
        pool.shutdown();
        ForkJoinPool.commonPool().submit(() -> channel(address)).get();
        asynchronous(address);
        System.out.println(HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + "/"))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode());
        System.exit(0); // the server's threads would stay
    }

    private static Void socket(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.shutdownOutput();
            return null;
        }
    }

    private static Void channel(InetSocketAddress address) throws IOException {
        try (SocketChannel channel = SocketChannel.open(address)) {
            channel.write(ByteBuffer.allocate(1));
            channel.shutdownInput();
            return null;
        }
    }

    private static void asynchronous(InetSocketAddress address) throws Exception {
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
            channel.connect(address).get();
            channel.write(ByteBuffer.allocate(1)).get();
        }
    }
}
