package dev.lastack.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.kernel.OwnSockets.Tcp;
import dev.lastack.snapshot.TcpState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

/** Each socket by itself, of the kernel and of its table: the two know nothing of each other (issue 17). */
class OwnSocketsTest {

    private final SocketProbe probe = new LinuxSocketProbe();

    @Test
    void askedOfTheKernel_isWhatItsTablesSay() throws IOException {
        try (ServerSocketChannel listener = listening(InetAddress.getLoopbackAddress());
                ServerSocketChannel onFour = ServerSocketChannel.open(StandardProtocolFamily.INET)
                        .bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
                SocketChannel toFour = SocketChannel.open(onFour.getLocalAddress());
                TestPair established = new TestPair();
                TestPair left = new TestPair()) {
            left.far.close();
            TestPair.await(() -> probe.tcpState(left.fd()) == TcpState.CLOSE_WAIT.number());

            for (SelectableChannel socket :
                    List.of(listener, onFour, toFour, established.near, established.far, left.near)) {
                assertThat(asked(socket)).isPresent().isEqualTo(inTable(socket));
            }
            assertThat(asked(left.near).orElseThrow().state()).isEqualTo(TcpState.CLOSE_WAIT.number());
            assertThat(asked(listener).orElseThrow().listens()).isTrue();
        }
    }

    @Test
    void whatIsNoConnectionOfTcp_isNotTold() throws IOException {
        try (DatagramChannel datagrams = DatagramChannel.open();
                SocketChannel unconnected = SocketChannel.open()) {
            assertThat(asked(datagrams)).isEmpty();
            assertThat(asked(unconnected)).isEmpty();
        }
    }

    @Test
    void knownNumbers_areNotAskedAgain() throws IOException {
        try (TestPair pair = new TestPair()) {
            int known = pair.number();

            List<Tcp> sockets = OwnSockets.now(probe, number -> number == known);

            assertThat(sockets).extracting(Tcp::number).doesNotContain(known);
            assertThat(sockets)
                    .extracting(Tcp::number)
                    .contains(LastAckKernel.number(LastAckKernel.descriptorOf(pair.far)));
        }
    }

    @Test
    void withoutTheKernelsAnswers_theTablesAreRead() throws IOException {
        try (TestPair pair = new TestPair()) {
            assertThat(OwnSockets.now(SocketProbe.NONE, number -> false))
                    .extracting(Tcp::number)
                    .contains(pair.number());
        }
    }

    private static ServerSocketChannel listening(InetAddress address) throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(address, 0));
    }

    private Optional<Tcp> asked(SelectableChannel socket) throws IOException {
        return of(socket, OwnSockets.now(probe, number -> false));
    }

    private static Optional<Tcp> inTable(SelectableChannel socket) throws IOException {
        return of(socket, OwnSockets.read(Path.of("/proc/self")));
    }

    private static Optional<Tcp> of(SelectableChannel socket, List<Tcp> sockets) {
        int number = LastAckKernel.number(LastAckKernel.descriptorOf(socket));
        return sockets.stream()
                .filter(tcp -> tcp.number() == number)
                .findFirst()
                .map(OwnSocketsTest::withoutRemoteOfListener);
    }

    /** Nobody is there: it says nothing in which family. */
    private static Tcp withoutRemoteOfListener(Tcp tcp) {
        return tcp.listens()
                ? new Tcp(tcp.number(), tcp.inode(), tcp.state(), tcp.local(), tcp.localPort(), tcp.local(), 0)
                : tcp;
    }
}
