package dev.lastack.demo.orders;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's HTTP server on loopback, with daemon threads only: a stuck handler shall not keep the demonstration alive. */
final class OrderServer {

    private OrderServer() {}

    static InetSocketAddress start(HttpHandler handler) throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService workers = Executors.newCachedThreadPool(task -> daemon(task, "order worker"));
        server.setExecutor(workers);
        server.createContext("/orders", handler);
        // Its dispatcher thread is a daemon only when the thread that starts it is one.
        Thread starter = daemon(server::start, "order server");
        starter.start();
        starter.join();
        Keep.reachable(server);
        return server.getAddress();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
