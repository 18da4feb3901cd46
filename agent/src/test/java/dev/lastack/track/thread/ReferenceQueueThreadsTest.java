package dev.lastack.track.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.ReferenceQueue;
import org.junit.jupiter.api.Test;

class ReferenceQueueThreadsTest {

    @Test
    void threadThatWaitsAtAQueue_isOne_andAnyOtherIsNot() throws InterruptedException {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        Thread waiting = new Thread(() -> take(queue), "of a library");
        waiting.setDaemon(true);
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        assertThat(ReferenceQueueThreads.isAtQueue(waiting.getStackTrace())).isTrue();
        assertThat(ReferenceQueueThreads.isAtQueue(Thread.currentThread().getStackTrace()))
                .isFalse();
        waiting.interrupt();
        waiting.join();
    }

    private static void take(ReferenceQueue<Object> queue) {
        try {
            queue.remove();
        } catch (InterruptedException e) {
            // the test is over
        }
    }
}
