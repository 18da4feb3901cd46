package dev.lastack.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The JDK's two kinds of blocking connection, to be opened one at a time; allocates as little as the JDK lets it. */
public enum SocketKind {
    SOCKET {
        @Override
        EchoConnection connect(InetSocketAddress peer) throws IOException {
            Socket socket = new Socket();
            socket.connect(peer);
            socket.setTcpNoDelay(true);
            return new SocketConnection(socket, socket.getInputStream(), socket.getOutputStream());
        }
    },
    CHANNEL {
        @Override
        EchoConnection connect(InetSocketAddress peer) throws IOException {
            SocketChannel channel = SocketChannel.open();
            channel.connect(peer);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return new ChannelConnection(channel);
        }
    };

    static final int MESSAGE_BYTES = 64;

    /** What is in them does not matter, so threads may share it. */
    private static final byte[] BYTES = new byte[MESSAGE_BYTES];

    /** One for all connections of a thread. */
    private static final ThreadLocal<ByteBuffer> BUFFER =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(MESSAGE_BYTES));

    abstract EchoConnection connect(InetSocketAddress peer) throws IOException;

    /** An open connection. */
    interface EchoConnection extends AutoCloseable {

        /** One write, and one read of what comes back. */
        int exchange() throws IOException;

        @Override
        void close() throws IOException;
    }

    private record SocketConnection(Socket socket, InputStream in, OutputStream out) implements EchoConnection {

        @Override
        public int exchange() throws IOException {
            out.write(BYTES, 0, MESSAGE_BYTES);
            return whole(in.read(BYTES, 0, MESSAGE_BYTES));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private record ChannelConnection(SocketChannel channel) implements EchoConnection {

        @Override
        public int exchange() throws IOException {
            ByteBuffer buffer = BUFFER.get();
            buffer.clear();
            channel.write(buffer);
            buffer.clear();
            return whole(channel.read(buffer));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Anything else would be another number of reads for each operation. */
    private static int whole(int n) throws IOException {
        if (n != MESSAGE_BYTES) {
            throw new EOFException("the peer sent back " + n + " bytes");
        }
        return n;
    }
}
