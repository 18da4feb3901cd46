package dev.lastack.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimerFinWatchTest {

    @Test
    void wake_endsALongWait() throws InterruptedException {
        TimerFinWatch watch = new TimerFinWatch();
        Thread waiting = new Thread(() -> watch.await(60_000, number -> {}));
        waiting.start();
        long until = System.nanoTime() + 10_000_000_000L;
        while (waiting.isAlive() && System.nanoTime() < until) {
            watch.wake();
            waiting.join(1);
        }

        assertThat(waiting.isAlive()).isFalse();
        assertThat(watch.works()).isFalse();
    }
}
