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

/** One connection at a time, of one of the JDK's two kinds; allocates as little as the JDK lets it. */
public enum Transport {
    SOCKET {
        @Override
        Line connect(InetSocketAddress peer) throws IOException {
            Socket socket = new Socket();
            socket.connect(peer);
            socket.setTcpNoDelay(true);
            return new SocketLine(socket, socket.getInputStream(), socket.getOutputStream());
        }
    },
    CHANNEL {
        @Override
        Line connect(InetSocketAddress peer) throws IOException {
            SocketChannel channel = SocketChannel.open();
            channel.connect(peer);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return new ChannelLine(channel);
        }
    };

    static final int MESSAGE_BYTES = 64;

    /** What is in them does not matter, so threads may share it. */
    private static final byte[] BYTES = new byte[MESSAGE_BYTES];

    /** One for all connections of a thread. */
    private static final ThreadLocal<ByteBuffer> BUFFER =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(MESSAGE_BYTES));

    abstract Line connect(InetSocketAddress peer) throws IOException;

    /** An open connection. */
    interface Line extends AutoCloseable {

        /** One write, and one read of what comes back. */
        int exchange() throws IOException;

        @Override
        void close() throws IOException;
    }

    private record SocketLine(Socket socket, InputStream in, OutputStream out) implements Line {

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

    private record ChannelLine(SocketChannel channel) implements Line {

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
