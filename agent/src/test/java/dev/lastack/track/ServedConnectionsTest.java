package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.Application;
import dev.lastack.fixture.EchoHandler;
import dev.lastack.kernel.LinuxSocketProbe;
import dev.lastack.kernel.OwnSockets;
import dev.lastack.snapshot.Handled;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.track.close.TcpStateNumbers;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.LastAckHooks;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

/** Who serves a connection: what hangs on its channel's key. Real channels, and a library of the test's own. */
class ServedConnectionsTest {

    private final FakeProbe probe = new FakeProbe();
    private final TrackerFixture fixture = new TrackerFixture(probe, new FakeFinWatch());
    private Selector selector;
    private SocketChannel client;
    private SocketChannel accepted;

    /** A library's connection: what it was given, some steps away. */
    record LibraryConnection(List<Object> listeners) {}

    @BeforeEach
    void connect() throws IOException {
        selector = Selector.open();
        try (ServerSocketChannel listener =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            client = SocketChannel.open(listener.getLocalAddress());
            accepted = listener.accept();
        }
        accepted.configureBlocking(false);
        probe.state = TcpStateNumbers.CLOSE_WAIT;
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        if (accepted != null) {
            accepted.close();
            selector.close();
        }
    }

    private void served(Object attachment) throws IOException {
        accepted.register(selector, SelectionKey.OP_READ, attachment);
        FileDescriptor fd = LastAckKernel.descriptorOf(accepted);
        SocketChannel channel = accepted;
        Application.connects(() -> fixture.tracker.opened(
                fd, channel, LastAckHooks.NIO, true, TrackerFixture.REMOTE, 50_000, TrackerFixture.LISTENER, 8080));
    }

    private OpenConnection afterTheClientLeft() {
        fixture.tracker.endOfStream(LastAckKernel.descriptorOf(accepted));
        return fixture.onlyOpen();
    }

    @Test
    void handlerNearTheKey_isNamedWithItsLine() throws IOException {
        served(new LibraryConnection(List.of(new Object(), new EchoHandler())));

        Handled handled = afterTheClientLeft().handled();

        assertThat(handled).isNotNull();
        assertThat(handled.site()).hasToString("dev.lastack.fixture.EchoHandler.handle(EchoHandler.java:8)");
        assertThat(handled.kind()).isEqualTo(Handled.Kind.REGISTERED);
        assertThat(handled.site().application()).isTrue();
    }

    @Test
    void healthyConnection_isNotAsked() throws IOException {
        probe.state = TcpStateNumbers.ESTABLISHED;
        served(new EchoHandler());

        assertThat(fixture.onlyOpen().handled()).isNull();
    }

    @Test
    void keyOfALibraryAlone_tellsNothing() throws IOException {
        served(new LibraryConnection(List.of("request", 4711)));

        assertThat(afterTheClientLeft().handled()).isNull();
    }

    @Test
    void connectionFromBefore_isFoundAtTheSelectorThatWasMet() throws IOException {
        accepted.register(selector, SelectionKey.OP_READ, new EchoHandler());
        InetSocketAddress local = (InetSocketAddress) accepted.getLocalAddress();
        OwnSockets.Tcp own = OwnSockets.now(new LinuxSocketProbe(), number -> false).stream()
                .filter(tcp -> tcp.number() == LastAckKernel.number(LastAckKernel.descriptorOf(accepted)))
                .findFirst()
                .orElseThrow();
        OwnSockets.Tcp listener = new OwnSockets.Tcp(
                0, 0, 10, local.getAddress(), local.getPort(), local.getAddress(), 0); // a listener's state
        OwnSockets.Tcp left = new OwnSockets.Tcp(
                own.number(),
                own.inode(),
                TcpStateNumbers.CLOSE_WAIT,
                own.local(),
                own.localPort(),
                own.remote(),
                own.remotePort());
        new Adoption(fixture.table, fixture.tracker).adopt(List.of(listener, left));

        assertThat(fixture.onlyOpen().handled()).as("no selector was met").isNull();
        fixture.tracker.selecting(selector);

        assertThat(fixture.onlyOpen().handled()).isNotNull();
    }

    @Test
    void nothingIsKept_ofWhatWasAsked() throws Exception {
        served(new EchoHandler());
        fixture.tracker.selecting(selector);
        assertThat(afterTheClientLeft().handled()).isNotNull();
        WeakReference<Object> channel = new WeakReference<>(accepted);
        WeakReference<Object> handler =
                new WeakReference<>(accepted.keyFor(selector).attachment());
        WeakReference<Object> met = new WeakReference<>(selector);
        selector.close();
        accepted.close();
        accepted = null;
        selector = null;

        for (int i = 0; i < 50 && !(channel.refersTo(null) && handler.refersTo(null) && met.refersTo(null)); i++) {
            System.gc();
            Thread.sleep(10); // the collector has no other sign
        }

        assertThat(channel.refersTo(null)).isTrue();
        assertThat(handler.refersTo(null)).isTrue();
        assertThat(met.refersTo(null)).isTrue();
    }
}
