package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastack.kernel.LinuxSocketProbe;
import dev.lastack.track.close.TcpStateNumbers;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

/** On a real connection: the hook once took the pending error, and the reader took the reset for a regular end. */
class HalfCloseOfResetConnectionTest {

    private final LinuxSocketProbe probe = new LinuxSocketProbe();

    @Test
    void readAfterHalfClose_stillMeetsTheReset() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (SocketChannel near = SocketChannel.open(listener.getLocalAddress())) {
                resetBy(listener.accept(), near);
                TrackerFixture fixture = new TrackerFixture(probe, new FakeFinWatch());
                FileDescriptor fd = LastAckKernel.descriptorOf(near);
                fixture.connected(fd);

                fixture.tracker.outputShuttingDown(fd);
                near.shutdownOutput();

                assertThatThrownBy(() -> near.read(ByteBuffer.allocate(1))).hasMessageContaining("reset");
            }
        }
    }

    private void resetBy(SocketChannel far, SocketChannel near) throws IOException {
        far.setOption(StandardSocketOptions.SO_LINGER, 0);
        far.close();
        long until = System.nanoTime() + 5_000_000_000L;
        while (probe.tcpState(LastAckKernel.descriptorOf(near)) != TcpStateNumbers.CLOSE && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }
}
