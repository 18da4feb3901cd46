package dev.lastack.it.programs.kinds;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * As FTP has a connection for each transfer, at a port that is another one each time: one line of code, many remotes or
 * listeners. The data is read to its end, and the connection left open.
 */
public final class Transfers {

    /** As in the bug report. */
    public static final int TRANSFERS = 40;

    private Transfers() {}

    public static void main(String[] args) throws Exception {
        boolean close = args[0].endsWith("-closed");
        for (int i = 0; i < TRANSFERS; i++) {
            switch (args[0].replace("-closed", "")) {
                case "passive" -> passive(close);
                case "passive-nio" -> passiveChannel(close);
                case "active" -> active(close);
                case "active-nio" -> activeChannel(close);
                default -> throw new IllegalArgumentException(args[0]);
            }
        }
        Kind.rest();
        Kind.end();
    }

    private static ServerSocket sender() throws IOException {
        ServerSocket listener = Kind.listener();
        Kind.daemon(() -> {
            try (listener;
                    Socket accepted = listener.accept()) {
                accepted.getOutputStream().write(1);
            }
        });
        return listener;
    }

    private static void passive(boolean close) throws IOException {
        Socket data = new Socket();
        data.connect(Kind.address(sender()));
        data.getInputStream().readAllBytes();
        Kind.keep(data);
        if (close) {
            data.close();
        }
    }

    private static void passiveChannel(boolean close) throws IOException {
        SocketChannel data = SocketChannel.open(Kind.address(sender()));
        readAll(data);
        Kind.keep(data);
        if (close) {
            data.close();
        }
    }

    private static void readAll(SocketChannel data) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(8);
        while (data.read(buffer) >= 0) {
            buffer.clear();
        }
    }

    private static void sendTo(InetSocketAddress to) {
        Kind.daemon(() -> {
            try (Socket data = new Socket(to.getAddress(), to.getPort())) {
                data.getOutputStream().write(1);
            }
        });
    }

    private static void active(boolean close) throws IOException {
        try (ServerSocket listener = Kind.listener()) {
            sendTo(Kind.address(listener));
            Socket data = listener.accept();
            data.getInputStream().readAllBytes();
            Kind.keep(data);
            if (close) {
                data.close();
            }
        }
    }

    private static void activeChannel(boolean close) throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            sendTo((InetSocketAddress) listener.getLocalAddress());
            SocketChannel data = listener.accept();
            readAll(data);
            Kind.keep(data);
            if (close) {
                data.close();
            }
        }
    }
}
