package dev.lastack.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

class UntrackedSocketsTest {

    private final LinuxSocketProbe probe = new LinuxSocketProbe();
    private final long before = UntrackedSockets.count(probe, number -> false);

    @Test
    void connectionsWithoutARecord_areCounted() throws IOException {
        try (TestPair pair = new TestPair()) {
            assertThat(UntrackedSockets.count(probe, number -> false)).isEqualTo(before + 2);
            assertThat(UntrackedSockets.count(probe, number -> number == pair.number()))
                    .isEqualTo(before + 1);
        }
    }

    @Test
    void remoteClosedConnection_isCounted() throws IOException {
        try (TestPair pair = new TestPair()) {
            pair.far.close();
            assertThat(UntrackedSockets.count(probe, number -> false)).isEqualTo(before + 1);
        }
    }

    @Test
    void listenersDatagramsAndUnconnectedSockets_areNot() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open();
                DatagramChannel datagrams = DatagramChannel.open();
                SocketChannel unconnected = SocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            datagrams.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9));

            assertThat(LastAckKernel.number(LastAckKernel.descriptorOf(unconnected)))
                    .isPositive();
            assertThat(UntrackedSockets.count(probe, number -> false)).isEqualTo(before);
        }
    }

    @Test
    void silentKernel_cannotTell() {
        assertThat(UntrackedSockets.count(SocketProbe.NONE, number -> false)).isEqualTo(-1);
    }
}
