package dev.lastack.track.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingCountTest {

    private static final long SECOND = 1_000_000_000L;

    private final SlidingCount count = new SlidingCount(60 * SECOND);

    @Test
    void nothingAdded_isNothing() {
        assertThat(count.sum(SECOND)).isZero();
        assertThat(count.perSecond(SECOND)).isZero();
        assertThat(count.seconds(SECOND)).isZero();
    }

    /** System.nanoTime may be anything, also below zero. */
    @ParameterizedTest
    @ValueSource(longs = {0, -90 * SECOND, 1L << 60})
    void eventsLeaveWithTheWindow(long start) {
        for (int second = 0; second < 60; second++) {
            count.add(start + second * SECOND);
        }

        assertThat(count.sum(start + 59 * SECOND)).isEqualTo(60);
        assertThat(count.sum(start + 89 * SECOND)).isEqualTo(30);
        assertThat(count.sum(start + 119 * SECOND)).isZero();
    }

    @Test
    void longSilence_forgetsAll() {
        count.add(0);

        assertThat(count.sum(100_000 * SECOND)).isZero();
    }

    @Test
    void eventsOutOfOrder_areCountedWithinTheWindowOnly() {
        count.add(100 * SECOND);
        count.add(99 * SECOND);
        count.add(30 * SECOND);

        assertThat(count.sum(100 * SECOND)).isEqualTo(2);
    }

    @Test
    void youngCount_isDividedByItsAge() {
        for (int i = 0; i < 100; i++) {
            count.add(i * SECOND / 10);
        }

        assertThat(count.perSecond(10 * SECOND)).isCloseTo(10, within(0.1));
        assertThat(count.seconds(10 * SECOND)).isEqualTo(10);
    }

    @Test
    void oneEventJustNow_isNotAHighRate() {
        count.add(SECOND);

        assertThat(count.perSecond(SECOND)).isLessThanOrEqualTo(1);
    }
}
