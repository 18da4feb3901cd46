package dev.lastack.metrics;

import static dev.lastack.fixture.PathBuilder.client;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** How often is read, whoever asks and however often: counted, by a clock that the test moves. */
class SharedReadingsTest {

    private static final int MINUTE = 60_000;
    private static final Reading READING = ReadingFixtures.of(client());

    private long millis;
    private long cpuMillis;
    private int taken;

    /** Of each reading. */
    private long costsMillis = 2;

    private long waitsMillis;

    private SharedReadings readings(LongSupplier cpu) {
        return new SharedReadings(
                () -> {
                    taken++;
                    cpuMillis += costsMillis;
                    millis += costsMillis + waitsMillis;
                    return READING;
                },
                cpu,
                () -> TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private SharedReadings readings() {
        return readings(() -> TimeUnit.MILLISECONDS.toNanos(cpuMillis));
    }

    /** Four ways out, each in a part of the second of its own, for a minute. */
    private void askByFourWays(SharedReadings readings, int everyMillis) {
        for (int asked = 0; asked < MINUTE / everyMillis; asked++) {
            for (int way = 0; way < 4; way++) {
                millis = Math.max(millis, (long) asked * everyMillis + way * everyMillis / 4);
                readings.take();
            }
        }
    }

    @Test
    void fourWaysOut_askedEverySecond_shareOneReadingASecond() {
        askByFourWays(readings(), 1_000);

        assertThat(taken).isEqualTo(60);
    }

    @Test
    void oneThatIsAlone_andAsksEverySecond_hasAFreshOneEachTime() {
        SharedReadings readings = readings();
        for (int second = 0; second < 60; second++) {
            millis = second * 1_000L;
            readings.take();
        }

        assertThat(taken).isEqualTo(60);
    }

    @Test
    void whoeverAsksWithoutEnd_takesOneASecond() {
        askByFourWays(readings(), 4);

        assertThat(taken).isBetween(55, 67);
    }

    @Test
    void fourWaysOut_askedEvery15Seconds_haveOneEach() {
        askByFourWays(readings(), 15_000);

        assertThat(taken).isEqualTo(16);
    }

    @Test
    void dearReadings_takeAHundredthOfAProcessor() {
        costsMillis = 25;
        askByFourWays(readings(), 4);

        assertThat(taken * costsMillis).isLessThanOrEqualTo(MINUTE / 100 + 2 * costsMillis);
    }

    @Test
    void noneIsOlderThanThreeSeconds_howeverDear() {
        costsMillis = 400;
        askByFourWays(readings(), 4);

        assertThat(taken).isBetween(MINUTE / 3_500, MINUTE / 3_000);
    }

    /** Else a small program's numbers would be old now and then, and nobody could say when. */
    @Test
    void busyHost_doesNotMakeThemOld() {
        waitsMillis = 250;
        askByFourWays(readings(), 4);

        assertThat(taken).isGreaterThan(45);
    }

    @Test
    void whereTheKernelDoesNotTellOfThreads_theClockCounts() {
        costsMillis = 20;
        askByFourWays(readings(() -> -1), 4);

        assertThat(taken).isBetween(28, 31);
    }
}
