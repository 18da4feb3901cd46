package dev.lastack.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTest {

    private static Series of(IntToLongFunction value) {
        return new Series(IntStream.range(0, Series.POINTS).mapToLong(value).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1_000})
    void line_grows(int slope) {
        assertThat(of(i -> 100 + (long) slope * i).grows()).isTrue();
    }

    /** Each look finds some connections under way. */
    @Test
    void lineUnderNoise_grows() {
        Random random = new Random(14);

        assertThat(of(i -> 4L * i + random.nextInt(8)).grows()).isTrue();
        assertThat(of(i -> 200 + 10L * i + random.nextInt(30)).grows()).isTrue();
    }

    @Test
    void whatIsUnderWay_doesNotGrow() {
        Random random = new Random(14);

        for (int run = 0; run < 10_000; run++) {
            assertThat(of(i -> 50 + random.nextInt(50)).grows()).isFalse();
        }
    }

    /** A warm-up, or a pool made at once, at whichever look. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 7, 9, 10, 12, 14})
    void step_isNoGrowth(int at) {
        assertThat(of(i -> i < at ? 0 : 100).grows()).isFalse();
    }

    /** Until two thirds of the time are over. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 9})
    void poolThatLevelsOff_doesNotGrow(int full) {
        assertThat(of(i -> 10L * Math.min(i, full)).grows()).isFalse();
    }

    /** Ever more seldom does it need one more. */
    @Test
    void poolThatComesNearItsBound_doesNotGrow() {
        assertThat(of(i -> Math.round(100 * (1 - Math.exp(-i / 3.0)))).grows()).isFalse();
    }

    @Test
    void whatComesAndGoesInWaves_doesNotGrow() {
        assertThat(of(i -> 50 + Math.round(40 * Math.sin(i * Math.PI / 7))).grows())
                .isFalse();
    }

    @Test
    void whatBecomesLess_orStays_doesNotGrow() {
        assertThat(of(i -> 100L - i).grows()).isFalse();
        assertThat(of(i -> 100).grows()).isFalse();
        assertThat(of(i -> i / 4).grows()).isFalse();
    }
}
