package dev.lastack.it.programs.servers;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** The same with a virtual thread for each socket. JDK 21 and later. */
final class VirtualSocketServer {

    private VirtualSocketServer() {}

    public static void main(String[] args) throws Exception {
        Executor threads = (Executor)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        new SocketServer(ServerRun.of(args)).run(threads);
    }
}
