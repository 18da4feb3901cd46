package dev.lastack.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EpollFinWatchTest {

    private EpollFinWatch watch;
    private TestPair pair;

    @BeforeEach
    void open() throws IOException {
        watch = new EpollFinWatch();
        pair = new TestPair();
    }

    @AfterEach
    void close() throws IOException {
        pair.close();
        watch.close();
    }

    @Test
    void remoteClose_isToldOnce() throws IOException {
        watch.add(pair.number());
        pair.far.close();

        assertThat(toldWithin(5_000)).containsExactly(pair.number());
        assertThat(toldWithin(0)).isEmpty();
    }

    @Test
    void remoteHalfClose_isTold() throws IOException {
        watch.add(pair.number());
        pair.far.shutdownOutput();

        assertThat(toldWithin(5_000)).containsExactly(pair.number());
    }

    @Test
    void reset_isTold() throws IOException {
        watch.add(pair.number());
        pair.farResets();

        assertThat(toldWithin(5_000)).containsExactly(pair.number());
    }

    @Test
    void remoteCloseBeforeItIsAdded_isTold() throws IOException {
        pair.far.close();
        watch.add(pair.number());

        assertThat(toldWithin(5_000)).containsExactly(pair.number());
    }

    @Test
    void dataAlone_isNotTold() throws IOException {
        watch.add(pair.number());
        pair.farWrites();
        TestPair.await(() -> new LinuxSocketProbe().unreadBytes(pair.fd()) == 1);

        assertThat(toldWithin(0)).isEmpty();
    }

    @Test
    void whatWasTakenOut_isNotTold() throws IOException {
        watch.add(pair.number());
        watch.remove(pair.number());
        pair.far.close();
        TestPair.await(() -> new LinuxSocketProbe().tcpState(pair.fd()) == 8);

        assertThat(toldWithin(0)).isEmpty();
    }

    @Test
    void numbersThatAreNotOpen_areHarmless() throws IOException {
        watch.add(1 << 20);
        watch.remove(1 << 20);
        watch.add(pair.number());
        watch.add(pair.number());
        pair.far.close();

        assertThat(toldWithin(5_000)).containsExactly(pair.number());
    }

    @Test
    void wake_endsALongWait() throws IOException, InterruptedException {
        List<Integer> told = new ArrayList<>();
        Thread waiting = new Thread(() -> {
            try {
                watch.await(60_000, told::add);
            } catch (IOException e) {
                told.add(-1);
            }
        });
        waiting.start();
        watch.wake();
        waiting.join(10_000);

        assertThat(waiting.isAlive()).isFalse();
        assertThat(told).isEmpty();
        assertThat(toldWithin(0)).isEmpty();
    }

    /** Else the agent's thread would spin after the first wake-up. */
    @Test
    void wake_endsOneWaitOnly() throws IOException {
        watch.wake();
        assertThat(toldWithin(5_000)).isEmpty();
        long before = System.nanoTime();

        assertThat(toldWithin(50)).isEmpty();
        assertThat(System.nanoTime() - before).isGreaterThan(40_000_000L);
    }

    private List<Integer> toldWithin(int millis) throws IOException {
        List<Integer> told = new ArrayList<>();
        watch.await(millis, told::add);
        return told;
    }
}
