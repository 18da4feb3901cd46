package dev.lastack.it.programs.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Executor;

/** Plain sockets, a thread for each, and a handler that reads by a shared reader and waits on one and the same line. */
final class SocketServer {

    private final ServerRun run;

    SocketServer(ServerRun run) {
        this.run = run;
    }

    public static void main(String[] args) throws Exception {
        new SocketServer(ServerRun.of(args)).run(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            thread.start();
        });
    }

    void run(Executor threads) throws IOException, InterruptedException {
        ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        ServerRun.later(() -> acceptAll(listener, threads));
        run.serve(listener.getLocalPort());
    }

    private void acceptAll(ServerSocket listener, Executor threads) {
        try {
            while (true) {
                Socket socket = listener.accept();
                threads.execute(() -> handle(socket));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(Socket socket) {
        confirm(head(socket));
    }

    private void confirm(String head) {
        if (!head.isEmpty()) {
            run.blockForEver();
        }
    }

    private static String head(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.read());
            }
            return head.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
