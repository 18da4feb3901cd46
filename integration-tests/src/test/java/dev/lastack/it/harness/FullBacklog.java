package dev.lastack.it.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A listener that never accepts and whose queue is full: the kernel drops further handshakes, connects time out. */
public final class FullBacklog implements AutoCloseable {

    private static final int CONNECT_TIMEOUT_MILLIS = 300;
    private static final int MORE_THAN_FIT = 10;

    private final ServerSocket listener = new ServerSocket();
    private final List<Socket> queued = new ArrayList<>();

    public FullBacklog() throws IOException {
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        fill();
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void fill() throws IOException {
        for (int i = 0; i < MORE_THAN_FIT; i++) {
            Socket socket = new Socket();
            queued.add(socket);
            try {
                socket.connect(listener.getLocalSocketAddress(), CONNECT_TIMEOUT_MILLIS);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
        throw new IllegalStateException("the backlog takes more than " + MORE_THAN_FIT);
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : queued) {
            socket.close();
        }
        listener.close();
    }
}
