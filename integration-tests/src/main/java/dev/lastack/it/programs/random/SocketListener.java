package dev.lastack.it.programs.random;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

final class SocketListener implements Listener {

    private final ServerSocket listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());

    SocketListener() throws IOException {}

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public End accept() throws IOException {
        return new SocketEnd(listener.accept());
    }
}
