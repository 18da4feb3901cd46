package dev.lastack.track.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HookTimeTest {

    private static final int HOOKS = 640_000;

    @Test
    void oneIn64_isTimed_howeverTheClockGoes() {
        assertThat(timed(new Random(1).longs(HOOKS))).isBetween(9_500L, 10_500L);
        assertThat(timed(LongStream.range(0, HOOKS).map(i -> 5_000_000_000L + i * 1_000))) // a coarse clock
                .isBetween(9_000L, 11_000L);
        assertThat(timed(LongStream.range(0, HOOKS).map(i -> -5_000_000_000L + i * 37)))
                .isBetween(9_000L, 11_000L);
    }

    private static long timed(LongStream clock) {
        return clock.filter(HookTime::isTimed).count();
    }

    @Test
    void sampleStandsForAll() {
        HookTime time = new HookTime();
        time.add(1_000);
        time.add(3_000);

        assertThat(time.totalNanos()).isEqualTo(64 * 4_000);
    }

    @Test
    void hookThatWaitedForAProcessor_isNotBelieved() {
        HookTime time = new HookTime();
        time.add(20_000_000);

        assertThat(time.totalNanos()).isEqualTo(64 * 50_000);
    }
}
