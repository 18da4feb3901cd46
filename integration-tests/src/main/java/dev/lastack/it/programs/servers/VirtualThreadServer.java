package dev.lastack.it.programs.servers;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** The JDK's HttpServer with a virtual thread for each request. JDK 21 and later. */
final class VirtualThreadServer {

    private VirtualThreadServer() {}

    public static void main(String[] args) throws Exception {
        Executor threads = (Executor)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        JdkServer.run(ServerRun.of(args), threads);
    }
}
