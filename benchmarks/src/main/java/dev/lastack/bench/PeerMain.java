package dev.lastack.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * The other end of all connections: sends back what it gets. A process of its own, so that its accepted connections are
 * not the agent's; it ends with its standard input.
 *
 * <p>It closes with a reset, after the FIN of the other side: a benchmark that left a TIME_WAIT for each connection would
 * soon measure how the kernel searches for a free port.
 */
public final class PeerMain {

    /** Each serves one connection at a time: more than the most threads of a load. */
    private static final int THREADS = 80;

    private static final int BACKLOG = 4_096;

    private PeerMain() {}

    public static void main(String[] args) throws IOException {
        ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(null, () -> serve(listener), "peer-" + i, 128 * 1024);
            thread.setDaemon(true);
            thread.start();
        }
        System.out.println(listener.getLocalPort() + " " + HeldConnectionsPeer.start());
        while (System.in.read() >= 0) {
            // nothing is ever sent: the end of the stream is what counts
        }
    }

    private static void serve(ServerSocket listener) {
        byte[] buffer = new byte[1_024];
        while (true) {
            try (Socket socket = listener.accept()) {
                socket.setTcpNoDelay(true);
                socket.setSoLinger(true, 0);
                echo(socket, buffer);
            } catch (IOException e) {
                // The next one may fare better; the benchmark sees its own end fail.
            }
        }
    }

    private static void echo(Socket socket, byte[] buffer) throws IOException {
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
        }
    }
}
