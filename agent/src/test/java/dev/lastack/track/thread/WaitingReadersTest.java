package dev.lastack.track.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.snapshot.TcpState;
import dev.lastack.snapshot.Transport;
import dev.lastack.snapshot.WaitingReader;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.owner.ApplicationCode;
import dev.lastack.track.stack.RawStack;
import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On real channels: what they know of who waits at them are private fields of the JDK. */
class WaitingReadersTest {

    private static final int ESTABLISHED = TcpState.ESTABLISHED.number();

    private final List<Closeable> opened = new ArrayList<>();
    private InetSocketAddress server;

    @BeforeEach
    void listen() throws IOException {
        ServerSocketChannel listener =
                keep(ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        server = (InetSocketAddress) listener.getLocalAddress();
    }

    @AfterEach
    void close() throws IOException {
        for (Closeable one : opened) {
            one.close();
        }
    }

    private <T extends Closeable> T keep(T one) {
        opened.add(one);
        return one;
    }

    private static WaitingReader readerOf(Object owner, int state, List<String> application) {
        Connection c = new Connection(new FileDescriptor(), owner, Transport.NIO, RawStack.unseen(), System.nanoTime());
        return new WaitingReaders(ApplicationCode.of(application)).of(c, state);
    }

    private static WaitingReader readerOf(Object owner) {
        return readerOf(owner, ESTABLISHED, List.of("dev.lastack.track.thread.WaitingReadersTest"));
    }

    private static WaitingReader readerOfLibrary(Object owner) {
        return readerOf(owner, ESTABLISHED, List.of("com.acme."));
    }

    /** The thread needs a moment to get there. */
    private static void awaitApplicationAt(Object owner) {
        long until = System.nanoTime() + 60_000_000_000L;
        while (readerOf(owner) != WaitingReader.APPLICATION) {
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.onSpinWait();
        }
    }

    private static void daemon(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // the channel was closed
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private interface Task {
        void run() throws IOException;
    }

    @Test
    void threadInABlockingRead_isAskedWhoseItIs() throws IOException {
        SocketChannel channel = keep(SocketChannel.open(server));
        assertThat(readerOf(channel)).isEqualTo(WaitingReader.NONE);

        daemon("reads", () -> channel.read(ByteBuffer.allocate(1)));

        awaitApplicationAt(channel);
        assertThat(readerOfLibrary(channel)).isEqualTo(WaitingReader.LIBRARY);
        assertThat(readerOf(channel, TcpState.CLOSE_WAIT.number(), List.of())).isEqualTo(WaitingReader.NONE);
    }

    @Test
    void threadInSelect_waitsForThoseThatItReads() throws IOException {
        Selector selector = keep(Selector.open());
        SocketChannel read = keep(SocketChannel.open(server));
        read.configureBlocking(false);
        read.register(selector, SelectionKey.OP_READ);
        SocketChannel written = keep(SocketChannel.open(server));
        written.configureBlocking(false);
        written.register(selector, 0);
        assertThat(readerOf(read)).isEqualTo(WaitingReader.NONE);

        daemon("selects", selector::select);

        awaitApplicationAt(read);
        assertThat(readerOfLibrary(read)).isEqualTo(WaitingReader.LIBRARY);
        assertThat(readerOf(written)).isEqualTo(WaitingReader.NONE);
    }

    /** The owner may cancel at any moment; the selector forgets the key at its next turn. */
    @Test
    void cancelledKey_waitsForNothing() throws IOException {
        Selector selector = keep(Selector.open());
        SocketChannel channel = keep(SocketChannel.open(server));
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        daemon("selects", selector::select);
        awaitApplicationAt(channel);

        key.cancel();

        assertThat(readerOf(channel)).isEqualTo(WaitingReader.NONE);
    }

    /** A client that has many, as one has WebSockets: whose thread it is does not matter. */
    @Test
    void threadThatSelectsForMany_holdsThemForAPurpose() throws IOException {
        Selector selector = keep(Selector.open());
        List<SocketChannel> channels = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            SocketChannel channel = keep(SocketChannel.open(server));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            channels.add(channel);
        }

        daemon("selects", selector::select);

        awaitApplicationAt(channels.get(0));
        assertThat(channels).allMatch(one -> readerOfLibrary(one) == WaitingReader.LIBRARY_OF_MANY);
    }

    @Test
    void handlerOfAnAsynchronousRead_isAskedWhoseItIs() throws Exception {
        AsynchronousSocketChannel channel = keep(AsynchronousSocketChannel.open());
        channel.connect(server).get();
        assertThat(readerOf(channel)).isEqualTo(WaitingReader.NONE);

        channel.read(ByteBuffer.allocate(1), null, new Reads());

        assertThat(readerOf(channel)).isEqualTo(WaitingReader.APPLICATION);
        assertThat(readerOfLibrary(channel)).isEqualTo(WaitingReader.LIBRARY);
    }

    @Test
    void futureOfAnAsynchronousRead_isSomebodys() throws Exception {
        AsynchronousSocketChannel channel = keep(AsynchronousSocketChannel.open());
        channel.connect(server).get();

        Future<Integer> count = channel.read(ByteBuffer.allocate(1));

        assertThat(readerOf(channel)).isEqualTo(WaitingReader.APPLICATION);
        assertThat(count).isNotDone();
    }

    private static final class Reads implements CompletionHandler<Integer, Void> {

        @Override
        public void completed(Integer count, @Nullable Void none) {}

        @Override
        public void failed(Throwable error, @Nullable Void none) {}
    }
}
