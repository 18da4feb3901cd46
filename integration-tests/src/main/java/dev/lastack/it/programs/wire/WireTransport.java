package dev.lastack.it.programs.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** The ways the JDK has to hold a TCP connection; a channel blocks, or is registered with a selector. */
public enum WireTransport {
    SOCKET("socket") {
        @Override
        WireListener listen(InetSocketAddress at) throws IOException {
            ServerSocket listener = new ServerSocket();
            listener.setReceiveBufferSize(SMALL_BUFFER);
            listener.bind(at, BACKLOG);
            return () -> new SocketEnd(listener.accept());
        }

        @Override
        WireEnd connect(InetSocketAddress to) throws IOException {
            return new SocketEnd(new Socket(to.getAddress(), to.getPort()));
        }
    },
    CHANNEL("nio") {
        @Override
        WireListener listen(InetSocketAddress at) throws IOException {
            ServerSocketChannel listener = listening(at);
            return () -> new ChannelEnd(listener.accept());
        }

        @Override
        WireEnd connect(InetSocketAddress to) throws IOException {
            return new ChannelEnd(SocketChannel.open(to));
        }
    },
    REGISTERED("nio") {
        @Override
        WireListener listen(InetSocketAddress at) throws IOException {
            ServerSocketChannel listener = listening(at);
            return () -> new RegisteredEnd(listener.accept());
        }

        @Override
        WireEnd connect(InetSocketAddress to) throws IOException {
            return new RegisteredEnd(SocketChannel.open(to));
        }
    },
    ASYNCHRONOUS("aio") {
        @Override
        WireListener listen(InetSocketAddress at) throws IOException {
            AsynchronousServerSocketChannel listener =
                    AsynchronousServerSocketChannel.open().bind(at, BACKLOG);
            return () -> new AsynchronousEnd(get(listener.accept()));
        }

        @Override
        WireEnd connect(InetSocketAddress to) throws IOException {
            AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
            get(channel.connect(to));
            return new AsynchronousEnd(channel);
        }
    };

    private static final int BACKLOG = 1024;

    /** Of accepted connections: a window that a little data fills. */
    private static final int SMALL_BUFFER = 8 * 1024;

    private static final WireTransport[] ALL = values();

    private final String nameInReport;

    WireTransport(String nameInReport) {
        this.nameInReport = nameInReport;
    }

    static int count() {
        return ALL.length;
    }

    public String nameInReport() {
        return nameInReport;
    }

    abstract WireListener listen(InetSocketAddress at) throws IOException;

    abstract WireEnd connect(InetSocketAddress to) throws IOException;

    WireListener listen(InetAddress at, int port) throws IOException {
        return listen(new InetSocketAddress(at, port));
    }

    private static ServerSocketChannel listening(InetSocketAddress at) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.socket().setReceiveBufferSize(SMALL_BUFFER);
        return listener.bind(at, BACKLOG);
    }

    static <T> T get(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
