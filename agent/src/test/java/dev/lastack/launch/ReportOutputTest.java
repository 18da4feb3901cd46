package dev.lastack.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.OrderService;
import dev.lastack.launch.ReportOutput.Content;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.Trigger;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A stand-in for a file system that does not answer: writing lasts until the test lets it go on. */
class ReportOutputTest {

    private static final long BOUND_SECONDS = 240;

    private final CountDownLatch answers = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final BlockingQueue<Content> written = new LinkedBlockingQueue<>();
    private final ReportOutput output = new ReportOutput("a.json", (destination, content) -> {
        begun.incrementAndGet();
        awaitAnswer();
        written.add(content);
    });

    private static Content content() {
        Snapshot snapshot = OrderService.healthy();
        return new Content(snapshot, List.of());
    }

    private static long in(long millis) {
        return System.nanoTime() + millis * 1_000_000;
    }

    private static long bound() {
        return in(BOUND_SECONDS * 1000);
    }

    @Test
    void stuckOutput_isWaitedForNoLongerThanTold() throws InterruptedException {
        output.offer(content());

        assertThat(output.awaitIdle(in(50))).isFalse();
        assertThat(output.isIdle()).isFalse();

        answers.countDown();
        assertThat(output.awaitIdle(bound())).isTrue();
    }

    @Test
    void manyReports_haveOneThread_andOnlyTheLastOneWaits() throws InterruptedException {
        Content first = content();
        output.offer(first);
        while (begun.get() == 0) {
            Thread.onSpinWait();
        }
        Content last = first;
        for (int i = 0; i < 100; i++) {
            last = content();
            output.offer(last);
        }
        awaitOneThread();

        answers.countDown();

        assertThat(output.awaitIdle(bound())).isTrue();
        assertThat(written.poll(0, TimeUnit.SECONDS)).isSameAs(first);
        assertThat(written.poll(0, TimeUnit.SECONDS)).isSameAs(last);
        assertThat(written).isEmpty();
    }

    /** Which of an interval was begun before the JVM's end, and judged when that was offered already. */
    @Test
    void nothingComesAfterTheReportOfTheEnd() throws InterruptedException {
        Content first = content();
        output.offer(first);
        Content last = new Content(OrderService.healthy().with(Trigger.EXIT), List.of());
        output.offer(last);
        output.offer(content());

        answers.countDown();

        assertThat(output.awaitIdle(bound())).isTrue();
        output.offer(content());
        assertThat(output.isIdle()).isTrue();
        assertThat(List.copyOf(written).get(written.size() - 1)).isSameAs(last);
    }

    @Test
    void failure_isNotTheLastReport() throws InterruptedException {
        ReportOutput failing = new ReportOutput("a.json", (destination, content) -> {
            if (begun.incrementAndGet() == 1) {
                throw new IllegalStateException("on purpose");
            }
            written.add(content);
        });
        failing.offer(content());
        assertThat(failing.awaitIdle(bound())).isTrue();

        failing.offer(content());

        assertThat(failing.awaitIdle(bound())).isTrue();
        assertThat(written).hasSize(1);
    }

    @Test
    void idleOutput_keepsNoThread() throws InterruptedException {
        answers.countDown();
        output.offer(content());

        assertThat(output.awaitIdle(bound())).isTrue();
        assertThat(output.isIdle()).isTrue();
    }

    /** Another test's may be at its end still; those of this one are stuck. */
    private static void awaitOneThread() throws InterruptedException {
        long giveUpAt = bound();
        while (threads() != 1 && System.nanoTime() - giveUpAt < 0) {
            Thread.sleep(5);
        }
        assertThat(threads()).isEqualTo(1);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("lastack-output"))
                .count();
    }

    private void awaitAnswer() {
        try {
            assertThat(answers.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
