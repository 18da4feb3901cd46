package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.kernel.EpollFinWatch;
import dev.lastack.kernel.LinuxSocketProbe;
import dev.lastack.snapshot.FirstCloser;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.TcpState;
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

    private Bench bench;
    private Thread thread;
    private ServerSocketChannel listener;

    @BeforeEach
    void start() throws IOException {
        bench = new Bench(new LinuxSocketProbe(), new EpollFinWatch());
        thread = new Thread(bench.watcher, "watcher-test");
        thread.start();
        listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        listener.close();
        bench.watcher.stop();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(bench.watcher.failures()).isZero();
    }

    @Test
    void remoteCloseThatNobodyReads_isNoticedSoon() throws IOException {
        try (SocketChannel near = SocketChannel.open(listener.getLocalAddress())) {
            SocketChannel far = listener.accept();
            FileDescriptor fd = LastAckKernel.descriptorOf(near);
            bench.connected(fd);
            Connection c = bench.table.get(fd);
            await(() -> c.phase == Connection.WATCHED);
            far.close();
            await(() -> CloseOrder.remoteClosed(c.order));

            OpenConnection open = bench.onlyOpen();
            assertThat(open.firstCloser()).isEqualTo(FirstCloser.REMOTE);
            assertThat(open.state()).isEqualTo(TcpState.CLOSE_WAIT);
            assertThat(open.remoteClosedAt()).isNotNull();
            assertThat(open.eof()).isNull();
            bench.closeAndRelease(fd);
        }
    }

    @Test
    void remoteCloseBeforeItIsWatched_isNoticedToo() throws IOException {
        try (SocketChannel near = SocketChannel.open(listener.getLocalAddress())) {
            listener.accept().close();
            FileDescriptor fd = LastAckKernel.descriptorOf(near);
            bench.connected(fd);
            Connection c = bench.table.get(fd);
            await(() -> CloseOrder.remoteClosed(c.order));

            assertThat(CloseOrder.firstCloser(c.order)).isEqualTo(FirstCloser.REMOTE);
            bench.closeAndRelease(fd);
        }
    }

    @Test
    void numberThatIsUsedAgain_tellsOfItsNewOwner() throws IOException {
        for (int round = 0; round < 20; round++) {
            SocketChannel near = SocketChannel.open(listener.getLocalAddress());
            SocketChannel far = listener.accept();
            FileDescriptor fd = LastAckKernel.descriptorOf(near);
            bench.connected(fd);
            Connection c = bench.table.get(fd);
            if (round % 2 == 0) {
                bench.closeAndRelease(fd); // young: its number goes to the next round
            } else {
                await(() -> c.phase == Connection.WATCHED);
                far.close();
                await(() -> CloseOrder.remoteClosed(c.order));
                assertThat(CloseOrder.firstCloser(c.order)).isEqualTo(FirstCloser.REMOTE);
                bench.closeAndRelease(fd);
            }
            near.close();
            far.close();
        }
        await(() -> bench.onlyPath().ended().count() == 20);
        assertThat(bench.onlyPath().ended().firstCloser().remote()).isEqualTo(10);
        assertThat(bench.onlyPath().ended().firstCloser().local()).isEqualTo(10);
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("gave up waiting").isLessThan(until);
            Thread.onSpinWait();
        }
    }
}
