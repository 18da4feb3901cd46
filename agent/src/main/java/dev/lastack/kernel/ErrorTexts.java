package dev.lastack.kernel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The C library's texts for error numbers, in the language of this process: what the JDK's exceptions say. Taken from
 * real failures on loopback, because the JDK's {@code UnixNativeDispatcher.strerror} gives the text of the thread's
 * errno and not of the number it is asked for (seen on 17). Before the hooks are live. Null for all others.
 */
public final class ErrorTexts implements IntFunction<@Nullable String> {

    private static final int EPIPE = 32;
    private static final int EADDRNOTAVAIL = 99;
    private static final int ECONNRESET = 104;

    /** Of a block for documentation (RFC 5737): no host has it. */
    private static final byte[] NOBODYS = {(byte) 192, 0, 2, 1};

    private final Map<Integer, String> texts = new HashMap<>();

    public ErrorTexts() {
        try {
            fromReset();
        } catch (IOException | RuntimeException e) {
            // English it is
        }
        try {
            fromForeignAddress();
        } catch (IOException | RuntimeException e) {
            // likewise
        }
    }

    /** The first write meets the reset, the next one the pipe that is broken since. */
    private void fromReset() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            try (SocketChannel near = SocketChannel.open(listener.getLocalAddress())) {
                SocketChannel far = listener.accept();
                far.setOption(StandardSocketOptions.SO_LINGER, 0);
                far.close();
                learn(ECONNRESET, failedWrite(near));
                learn(EPIPE, failedWrite(near));
            }
        }
    }

    private static @Nullable String failedWrite(SocketChannel channel) {
        try {
            channel.write(ByteBuffer.wrap(new byte[1]));
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private void fromForeignAddress() throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(NOBODYS), 0));
        } catch (java.net.BindException e) {
            learn(EADDRNOTAVAIL, e.getMessage());
        }
    }

    private void learn(int errno, @Nullable String text) {
        if (text != null) {
            texts.put(errno, text);
        }
    }

    @Override
    public @Nullable String apply(int errno) {
        return texts.get(errno);
    }
}
