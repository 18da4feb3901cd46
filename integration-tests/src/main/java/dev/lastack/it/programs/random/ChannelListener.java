package dev.lastack.it.programs.random;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

final class ChannelListener implements Listener {

    private final ServerSocketChannel listener = ServerSocketChannel.open();

    ChannelListener() throws IOException {
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @Override
    public int port() {
        return listener.socket().getLocalPort();
    }

    @Override
    public End accept() throws IOException {
        return new ChannelEnd(listener.accept());
    }
}
