package com.acme.shop;

import static com.acme.shop.ShopTests.connect;
import static com.acme.shop.ShopTests.keep;
import static com.acme.shop.ShopTests.send;

import com.sun.net.httpserver.HttpServer;
import dev.lastack.junit.NoConnectionLeaks;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Tests of each kind of connection twice: forgotten, and closed. Whoever keeps it, nothing here is unreachable. Its name
 * is none that Surefire looks for: half of them are to fail.
 */
@NoConnectionLeaks
public final class LibraryConnections {

    private static final Peer PEER = new Peer();
    private static Server database;
    private static HttpServer web;
    private static EventLoopGroup loops;

    @BeforeAll
    static void start() throws SQLException, IOException {
        database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[2]);
            exchange.close();
        });
        web.start();
        loops = new NioEventLoopGroup(1);
    }

    @AfterAll
    static void stop() {
        database.stop();
        web.stop(0);
        loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static InetSocketAddress peer() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), PEER.port());
    }

    private static Connection query() throws SQLException {
        String url = "jdbc:h2:tcp://127.0.0.1:" + database.getPort() + "/mem:shop";
        Connection connection = DriverManager.getConnection(url); // line: jdbc
        connection.createStatement().execute("select 1");
        return connection;
    }

    @Test
    void jdbcForgotten() throws SQLException {
        keep(query());
    }

    @Test
    void jdbcClosed() throws SQLException {
        query().close();
    }

    private static Channel netty() throws InterruptedException {
        return new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(peer()) // line: netty
                .sync()
                .channel();
    }

    @Test
    void nettyForgotten() throws InterruptedException {
        Channel channel = netty();
        keep(() -> channel.close().syncUninterruptibly().getNow());
    }

    @Test
    void nettyClosed() throws InterruptedException {
        netty().close().sync().getNow();
    }

    private static HttpResponse<InputStream> request(HttpClient client) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + web.getAddress().getPort() + "/");
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        return client.send(request, HttpResponse.BodyHandlers.ofInputStream()); // line: httpClient
    }

    @Test
    void httpClientForgotten() throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpResponse<InputStream> response = request(client);
        keep(() -> client.sendAsync(response.request(), HttpResponse.BodyHandlers.discarding())
                .join());
    }

    @Test
    void channelClosed() throws IOException {
        try (SocketChannel channel = SocketChannel.open(peer())) {
            channel.configureBlocking(false);
        }
    }

    @Test
    void channelForgotten() throws IOException {
        keep(SocketChannel.open(peer())).configureBlocking(false); // line: channel
    }

    @Test
    void asynchronousChannelForgotten() throws IOException, InterruptedException, ExecutionException {
        AsynchronousSocketChannel channel = keep(AsynchronousSocketChannel.open());
        channel.connect(peer()).get(); // line: asynchronousChannel
    }

    @Test
    void asynchronousChannelClosed() throws IOException, InterruptedException, ExecutionException {
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
            channel.connect(peer()).get();
        }
    }

    /** By reflection: the tests are compiled for 17. */
    private static void onAVirtualThread(Task task) throws ReflectiveOperationException, InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Runnable run = () -> {
            try {
                task.run();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } finally {
                done.countDown();
            }
        };
        Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, run);
        done.await();
    }

    private interface Task {
        void run() throws IOException;
    }

    @Test
    void virtualThreadForgets() throws ReflectiveOperationException, InterruptedException {
        onAVirtualThread(() -> send(keep(connect(PEER)), 'w')); // line: virtualThread
    }

    /** No frame of the test is on its stack. */
    @Test
    void virtualThreadOfAnotherClassForgets() throws ReflectiveOperationException, InterruptedException {
        Courier courier = new Courier(PEER, 'w');
        Thread thread = (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, courier);
        thread.join();
    }

    @Test
    void virtualThreadCloses() throws ReflectiveOperationException, InterruptedException {
        onAVirtualThread(() -> connect(PEER).close());
    }
}
