package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.ApplicationWork;
import dev.lastack.track.close.TcpStateNumbers;
import java.io.FileDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

/** What could not be asked of all connections, the report says. */
class CapsOfALookTest {

    private static final int FIRST_NUMBER = 1_000;

    /** More than 64, also less those whose notes meet in one slot. */
    private static final int THREADS = 100;

    private final FakeProbe probe = new FakeProbe();
    private final TrackerFixture fixture = new TrackerFixture(probe, new FakeFinWatch());

    private List<String> capsAfter(int leftClients) {
        for (int i = 0; i < leftClients; i++) {
            FileDescriptor fd = LastAckKernel.descriptor(FIRST_NUMBER + i);
            fixture.accepted(fd);
            fixture.tracker.endOfStream(fd);
        }
        probe.state = TcpStateNumbers.CLOSE_WAIT;
        return fixture.snapshots.take(28_000).capsHit();
    }

    @Test
    void asManyAsCanBeAsked_areNoCap() {
        assertThat(capsAfter(10)).isEmpty();
    }

    @Test
    void moreThreadsThanCanBeLookedAt_areCounted() throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(THREADS);
        CountDownLatch end = new CountDownLatch(1);
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            FileDescriptor fd = LastAckKernel.descriptor(FIRST_NUMBER + i);
            fixture.accepted(fd);
            Thread reader = new Thread(() -> ApplicationWork.serve(() -> fixture.tracker.read(fd), () -> {
                ready.countDown();
                awaitEnd(end);
            }));
            reader.setDaemon(true);
            reader.start();
            readers.add(reader);
        }
        ready.await();
        probe.state = TcpStateNumbers.CLOSE_WAIT;
        for (int i = 0; i < THREADS; i++) {
            fixture.table.at(FIRST_NUMBER + i).remoteClosedNanos = System.nanoTime();
        }

        List<String> caps = fixture.snapshots.take(28_000).capsHit();
        end.countDown();
        for (Thread reader : readers) {
            reader.join(240_000); // other tests search for whoever is inside a handler
        }

        assertThat(caps).singleElement().asString().startsWith("where a thread stands was not looked at for ");
    }

    private static void awaitEnd(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
