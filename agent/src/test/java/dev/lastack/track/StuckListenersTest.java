package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.kernel.AcceptQueues;
import dev.lastack.kernel.LinuxSocketProbe;
import dev.lastack.snapshot.Listener;
import dev.lastack.track.connection.Clock;
import dev.lastack.track.connection.DescriptorTable;
import dev.lastack.track.listener.Listeners;
import dev.lastack.track.owner.ApplicationCode;
import dev.lastack.track.path.CodePathTable;
import dev.lastack.track.path.Limits;
import dev.lastack.track.propagation.CallerPropagation;
import dev.lastack.track.sampling.CaptureSampler;
import dev.lastack.track.stack.FrameNormaliser;
import dev.lastack.track.stack.StackTable;
import dev.lastack.track.thread.ReaderThreads;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

/** On real listeners, with the times of the looks handed in. */
class StuckListenersTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int BACKLOG = 7;

    private final LinuxSocketProbe probe = new LinuxSocketProbe();
    private final Listeners listeners = new Listeners();
    private final CodePathTable codePaths = new CodePathTable(
            new FrameNormaliser(ApplicationCode.of(List.of()), 128), new Limits(5 * SECOND, SECOND, 60 * SECOND));
    private final StuckListeners stuck = new StuckListeners(listeners, codePaths, probe);
    private final CallerPropagation propagation = new CallerPropagation(
            new DescriptorTable(), StackTable.forThisVm(), new CaptureSampler(), new ReaderThreads());
    private final List<Socket> clients = new ArrayList<>();
    private final long start = System.nanoTime();

    private ServerSocketChannel server;
    private FileDescriptor fd;

    @BeforeEach
    void listen() throws IOException {
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        fd = LastAckKernel.descriptorOf(server);
        listeners.listening(fd, dev.lastack.snapshot.Transport.NIO, BACKLOG, propagation);
    }

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        server.close();
    }

    private Socket connect() throws IOException {
        Socket client = new Socket();
        client.connect(server.getLocalAddress());
        clients.add(client);
        return client;
    }

    private void accept() throws IOException {
        SocketChannel accepted = server.accept();
        listeners.accepted(fd);
        accepted.close();
    }

    /** Looks once a second. */
    private void lookUntil(long seconds) {
        for (long s = 0; s <= seconds; s++) {
            listeners.look(probe, start + s * SECOND, SECOND);
        }
    }

    private List<Listener> now(long seconds) {
        synchronized (codePaths) {
            return stuck.now(new Clock(Instant.now(), start + seconds * SECOND)).values().stream()
                    .flatMap(List::stream)
                    .toList();
        }
    }

    @Test
    void nobodyAccepts_saysHowManyWaitAndSinceWhen() throws IOException {
        connect();
        connect();
        connect().close();
        lookUntil(9);

        Listener listener = now(9).get(0);
        assertThat(listener.waiting()).isEqualTo(3);
        assertThat(listener.closeWait()).isEqualTo(1);
        assertThat(listener.limit()).isEqualTo(Math.min(BACKLOG, new AcceptQueues(Path.of("/proc")).longest()));
        assertThat(listener.stuckMillis()).isEqualTo(9_000);
        assertThat(listener.lastAcceptAt()).isNull();
        assertThat(listener.acceptorName()).isEmpty();
        assertThat(listener.address())
                .isEqualTo("127.0.0.1:" + ((InetSocketAddress) server.getLocalAddress()).getPort());
        assertThat(listener.boundBy().frames()).isNotEmpty();
    }

    @Test
    void nobodyWaits_isNotStuck() {
        lookUntil(9);

        assertThat(now(9)).isEmpty();
    }

    /** A busy server: at each look somebody waits, and in between somebody was accepted. */
    @Test
    void queueThatIsWorkedOff_isNotStuck() throws IOException {
        connect();
        connect();
        lookUntil(9);
        accept();

        assertThat(listeners.stuckFor(probe, System.nanoTime(), SECOND)).isEmpty();
        assertThat(listeners.stuckFor(probe, System.nanoTime() + 2 * SECOND, SECOND))
                .hasSize(1);
        assertThat(now(9))
                .allMatch(listener ->
                        listener.acceptorName().equals(Thread.currentThread().getName()));
    }

    @Test
    void queueThatWasEmptyBetween_beginsAnew() throws IOException {
        connect();
        lookUntil(3);
        accept();
        listeners.look(probe, start + 4 * SECOND, SECOND);
        connect();
        listeners.look(probe, start + 5 * SECOND, SECOND);

        assertThat(now(6))
                .singleElement()
                .satisfies(one -> assertThat(one.stuckMillis()).isEqualTo(1_000));
    }

    /** The agent's thread was not let run, so neither was the acceptor, perhaps. */
    @Test
    void starvedHost_beginsAnew() throws IOException {
        connect();
        lookUntil(3);
        listeners.look(probe, start + 60 * SECOND, SECOND);

        assertThat(now(61))
                .singleElement()
                .satisfies(one -> assertThat(one.stuckMillis()).isEqualTo(1_000));
    }

    @Test
    void closedListener_isForgotten() throws IOException {
        connect();
        lookUntil(3);
        server.close();
        assertThat(now(9)).isEmpty();

        listeners.look(probe, start + 10 * SECOND, SECOND);
        assertThat(listeners.isEmpty()).isTrue();
    }

    @Test
    void endedAcceptor_isNamed() throws Exception {
        connect();
        connect();
        Thread acceptor = new Thread(
                () -> {
                    try {
                        accept();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                "acceptor-0");
        acceptor.start();
        acceptor.join();
        lookUntil(9);

        assertThat(now(9)).singleElement().satisfies(one -> {
            assertThat(one.acceptorEnded()).isTrue();
            assertThat(one.acceptorName()).isEqualTo("acceptor-0");
            assertThat(one.waiting()).isEqualTo(1);
        });
    }
}
