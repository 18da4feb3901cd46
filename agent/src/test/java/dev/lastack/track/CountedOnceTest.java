package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.kernel.LinuxSocketProbe;
import dev.lastack.kernel.OwnSockets;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Transport;
import dev.lastack.track.close.TcpStateNumbers;
import dev.lastack.track.connection.Connection;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

/** A connection is counted once, whoever opens, closes, adopts and looks meanwhile. */
class CountedOnceTest {

    private static final int OPENERS = 3;
    private static final int LOOKS = 300;
    private static final int CONNECTIONS = 50_000;
    private static final int FIRST_NUMBER = 5_000;
    private static final int NUMBERS = 8;

    private final FakeProbe probe = new FakeProbe();
    private final TrackerFixture fixture = new TrackerFixture(probe, new FakeFinWatch());

    /** Each opener has numbers of its own, which it uses again at once, as the kernel does. */
    private final class Opener extends Thread {

        private final int first;
        private final AtomicBoolean stop;
        private final AtomicLong begun;
        private final AtomicLong done;

        Opener(int first, AtomicBoolean stop, AtomicLong begun, AtomicLong done) {
            this.first = first;
            this.stop = stop;
            this.begun = begun;
            this.done = done;
        }

        @Override
        public void run() {
            FileDescriptor[] open = new FileDescriptor[NUMBERS];
            for (int i = 0; !stop.get(); i++) {
                int at = i % NUMBERS;
                if (open[at] != null) {
                    fixture.closeAndRelease(open[at]);
                }
                begun.incrementAndGet();
                open[at] = fixture.open(first + at);
                done.incrementAndGet();
            }
        }
    }

    @Test
    void whileConnectionsComeAndGo_eachLookCountsEachOnce() throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong begun = new AtomicLong();
        AtomicLong done = new AtomicLong();
        List<Opener> openers = new ArrayList<>();
        for (int i = 0; i < OPENERS; i++) {
            openers.add(new Opener(FIRST_NUMBER + i * NUMBERS, stop, begun, done));
        }
        openers.forEach(Thread::start);
        try {
            for (int look = 0; look < LOOKS || done.get() < CONNECTIONS; look++) {
                long atLeast = done.get();
                List<CodePath> paths = fixture.codePaths();
                long atMost = begun.get();

                assertThat(paths.stream().mapToLong(CodePath::opened).sum()).isBetween(atLeast, atMost);
                assertThat(paths)
                        .allSatisfy(path -> assertThat(
                                        path.open().size() + path.ended().count())
                                .as("open and closed of %s", path.id())
                                .isEqualTo(path.opened()));
                assertThat(numbers(paths)).doesNotHaveDuplicates();
            }
        } finally {
            stop.set(true);
        }
        for (Opener opener : openers) {
            opener.join();
        }

        List<CodePath> paths = fixture.codePaths();
        assertThat(paths.stream().mapToLong(CodePath::opened).sum()).isEqualTo(begun.get());
        assertThat(numbers(paths)).hasSize(OPENERS * NUMBERS);
    }

    /** Of what is there still; what has left while it was looked at has no number any more. */
    private static List<Integer> numbers(List<CodePath> paths) {
        return paths.stream()
                .flatMap(path -> path.open().stream())
                .map(OpenConnection::descriptor)
                .filter(number -> number >= 0)
                .toList();
    }

    /** The hook has looked, found no record, and captures its stack; then the scan puts one in; then the hook does. */
    @Test
    void adoptedWhileAHookIsOnItsWay_isOneConnection() throws IOException {
        try (ServerSocketChannel listener =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel client = SocketChannel.open(listener.getLocalAddress());
                SocketChannel accepted = listener.accept()) {
            FileDescriptor fd = LastAckKernel.descriptorOf(accepted);
            OwnSockets.Tcp own = OwnSockets.now(new LinuxSocketProbe(), number -> false).stream()
                    .filter(tcp -> tcp.number() == LastAckKernel.number(fd))
                    .findFirst()
                    .orElseThrow();
            probe.state = TcpStateNumbers.ESTABLISHED;
            new Adoption(fixture.table, fixture.tracker).adopt(List.of(own));

            Connection ofHook =
                    new Connection(fd, accepted, Transport.NIO, fixture.stacks.capture(), System.nanoTime());
            ofHook.remote = TrackerFixture.REMOTE;
            fixture.tracker.put(ofHook);
            ofHook.changePhase(Connection.PENDING, Connection.YOUNG);
            fixture.tracker.openedIntake().push(ofHook, LastAckKernel.number(fd));

            assertThat(fixture.codePaths().stream().mapToLong(CodePath::opened).sum())
                    .isEqualTo(1);
            fixture.takeOverLater();
            assertThat(fixture.codePaths().stream().mapToLong(CodePath::opened).sum())
                    .isEqualTo(1);
            assertThat(fixture.onlyOpen().transport()).isEqualTo(Transport.NIO);
            assertThat(client.isConnected()).isTrue();
        }
    }
}
