package dev.lastack.it.programs.metrics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Opens a connection; {@link ManyPaths} makes thousands of classes of this one. */
public final class Opener0000 {

    private Opener0000() {}

    public static Socket open(InetAddress address, int port) throws IOException {
        return new Socket(address, port);
    }
}
