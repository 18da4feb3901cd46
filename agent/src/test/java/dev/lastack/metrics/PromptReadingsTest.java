package dev.lastack.metrics;

import static dev.lastack.fixture.PathBuilder.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.PathBuilder;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromptReadingsTest {

    private final AtomicInteger taken = new AtomicInteger();
    private volatile long nanos;

    private static Reading of(int paths) {
        return ReadingFixtures.of(
                IntStream.range(0, paths).mapToObj(i -> client().id("p" + i)).toArray(PathBuilder[]::new));
    }

    @Test
    void ofFewPaths_eachQuestionHasItsOwnAnswer() {
        Reading few = of(3);
        PromptReadings readings = new PromptReadings(counting(few), () -> nanos);

        readings.take();
        readings.take();

        assertThat(taken).hasValue(2);
    }

    @Test
    void ofManyPaths_theLastOneIsGivenAtOnce_andTheNextIsTakenMeanwhile_byOneThread() throws Exception {
        Reading many = of(1_000);
        Reading later = of(1_001);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        PromptReadings readings = new PromptReadings(
                () -> {
                    if (taken.incrementAndGet() == 1) {
                        return many;
                    }
                    await(mayGoOn);
                    over.countDown();
                    return later;
                },
                () -> nanos);
        assertThat(readings.take()).isSameAs(many);

        assertThat(readings.take()).isSameAs(many);
        assertThat(readings.take()).isSameAs(many);

        mayGoOn.countDown();
        await(over);
        while (readings.take().snapshot().codePaths().size() != 1_001) {
            Thread.onSpinWait(); // the thread is about to put it there
        }
    }

    @Test
    void whatIsTooOld_isNotGivenOut() {
        Reading many = of(1_000);
        PromptReadings readings = new PromptReadings(counting(many), () -> nanos);
        readings.take();
        nanos = Duration.ofMinutes(3).toNanos();

        readings.take();

        assertThat(taken).hasValue(2);
    }

    private Readings counting(Reading reading) {
        return () -> {
            taken.incrementAndGet();
            return reading;
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
