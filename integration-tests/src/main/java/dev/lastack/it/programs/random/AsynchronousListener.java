package dev.lastack.it.programs.random;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousServerSocketChannel;

final class AsynchronousListener implements Listener {

    private final AsynchronousServerSocketChannel listener = AsynchronousServerSocketChannel.open();
    private final int port;

    AsynchronousListener() throws IOException {
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public End accept() throws IOException {
        return AsynchronousEnd.of(Futures.get(listener.accept()));
    }
}
