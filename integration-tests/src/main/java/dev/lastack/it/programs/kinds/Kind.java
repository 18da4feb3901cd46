package dev.lastack.it.programs.kinds;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the inputs have in common. */
final class Kind {

    static final int CONNECTIONS = 10;

    /** Well above the threshold that the test sets. */
    static final int LONG_MILLIS = 1_500;

    private static final List<Object> KEPT = Collections.synchronizedList(new ArrayList<>());

    private Kind() {}

    interface Task {
        void run() throws Exception;
    }

    /** Reachable to the end. */
    static void keep(Object object) {
        KEPT.add(object);
    }

    static ServerSocket listener() throws IOException {
        return new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    }

    static InetSocketAddress address(ServerSocket listener) {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** What it throws ends its thread, as the end of the program does. */
    static Thread daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (Exception e) {
                // the program ends
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    static void rest() throws InterruptedException {
        Thread.sleep(LONG_MILLIS);
    }

    static void end() {
        System.out.println("KEPT " + KEPT.size());
        System.exit(0);
    }
}
