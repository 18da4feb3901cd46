package dev.lastack.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StartMessageTest {

    @Test
    void line_isThereWhenTheCallReturns() {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            StartMessage.say("lastack: not started");
        } finally {
            System.setErr(before);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).containsExactly("lastack: not started");
    }

    @Test
    void writeThatNeverEnds_isLeftToItself() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch reader = new CountDownLatch(1);
        AtomicBoolean daemon = new AtomicBoolean();

        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> StartMessage.write(() -> {
                    daemon.set(Thread.currentThread().isDaemon());
                    begun.countDown();
                    awaitQuietly(reader);
                }));

        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(daemon).isTrue();
        reader.countDown();
    }

    @Test
    void interrupt_isKept() {
        CountDownLatch reader = new CountDownLatch(1);
        Thread.currentThread().interrupt();

        StartMessage.write(() -> awaitQuietly(reader));

        assertThat(Thread.interrupted()).isTrue();
        reader.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
