package dev.lastack.it.programs.hostile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Leaks; loaded under another name, see {@link RenamedClass}. */
public final class LeakingCode {

    private LeakingCode() {}

    /** A connection whose end has been read, and which is left open. */
    public static Socket leak(int port, int script) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(script);
        if (socket.getInputStream().read() != -1) {
            throw new IllegalStateException("data in place of the end");
        }
        return socket;
    }
}
