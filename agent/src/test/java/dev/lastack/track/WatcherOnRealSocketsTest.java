package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.kernel.EpollFinWatch;
import dev.lastack.kernel.LinuxSocketProbe;
import dev.lastack.snapshot.FirstCloser;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.TcpState;
import dev.lastack.track.close.CloseOrder;
import dev.lastack.track.connection.Connection;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

class WatcherOnRealSocketsTest {

    private TrackerFixture fixture;
    private Thread thread;
    private ServerSocketChannel listener;

    @BeforeEach
    void start() throws IOException {
        fixture = new TrackerFixture(new LinuxSocketProbe(), new EpollFinWatch());
        thread = new Thread(fixture.watcher, "watcher-test");
        thread.start();
        listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        listener.close();
        fixture.watcher.stop();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(fixture.watcher.failures()).isZero();
    }

    @Test
    void remoteCloseThatNobodyReads_isNoticedSoon() throws IOException {
        try (SocketChannel near = SocketChannel.open(listener.getLocalAddress())) {
            SocketChannel far = listener.accept();
            FileDescriptor fd = LastAckKernel.descriptorOf(near);
            fixture.connected(fd);
            Connection c = fixture.table.get(fd);
            await(() -> c.phase == Connection.WATCHED);
            far.close();
            await(() -> CloseOrder.remoteClosed(c.order));

            OpenConnection open = fixture.onlyOpen();
            assertThat(open.firstCloser()).isEqualTo(FirstCloser.REMOTE);
            assertThat(open.state()).isEqualTo(TcpState.CLOSE_WAIT);
            assertThat(open.remoteClosedAt()).isNotNull();
            assertThat(open.eof()).isNull();
            fixture.closeAndRelease(fd);
        }
    }

    @Test
    void remoteCloseBeforeItIsWatched_isNoticedToo() throws IOException {
        try (SocketChannel near = SocketChannel.open(listener.getLocalAddress())) {
            listener.accept().close();
            FileDescriptor fd = LastAckKernel.descriptorOf(near);
            fixture.connected(fd);
            Connection c = fixture.table.get(fd);
            await(() -> CloseOrder.remoteClosed(c.order));

            assertThat(CloseOrder.firstCloser(c.order)).isEqualTo(FirstCloser.REMOTE);
            fixture.closeAndRelease(fd);
        }
    }

    @Test
    void numberThatIsUsedAgain_tellsOfItsNewOwner() throws IOException {
        for (int round = 0; round < 20; round++) {
            SocketChannel near = SocketChannel.open(listener.getLocalAddress());
            SocketChannel far = listener.accept();
            FileDescriptor fd = LastAckKernel.descriptorOf(near);
            fixture.connected(fd);
            Connection c = fixture.table.get(fd);
            if (round % 2 == 0) {
                fixture.closeAndRelease(fd); // young: its number goes to the next round
            } else {
                await(() -> c.phase == Connection.WATCHED);
                far.close();
                await(() -> CloseOrder.remoteClosed(c.order));
                assertThat(CloseOrder.firstCloser(c.order)).isEqualTo(FirstCloser.REMOTE);
                fixture.closeAndRelease(fd);
            }
            near.close();
            far.close();
        }
        await(() -> fixture.onlyPath().ended().count() == 20);
        assertThat(fixture.onlyPath().ended().firstCloser().remote()).isEqualTo(10);
        assertThat(fixture.onlyPath().ended().firstCloser().local()).isEqualTo(10);
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("gave up waiting").isLessThan(until);
            Thread.onSpinWait();
        }
    }
}
