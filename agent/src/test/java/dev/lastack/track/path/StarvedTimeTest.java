package dev.lastack.track.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StarvedTimeTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long SLOW = 5 * SECOND;

    private long lastCame;
    private final StarvedTime starved = new StarvedTime();

    /** The witness was to be there at the first, and comes at the second. */
    private void late(long due, long came) {
        starved.awakeAgainBy(due, lastCame);
        starved.awakeAgainBy(came, came);
        lastCame = came;
    }

    @Test
    void whereTheWitnessIsInTime_nothingIsExcused() {
        for (long now = 0; now <= 10 * SECOND; now += SECOND) {
            starved.awakeAgainBy(now + SECOND, now);
        }

        assertThat(starved.excuses(0, SLOW, SLOW, 10 * SECOND)).isFalse();
        assertThat(starved.excused()).isZero();
        assertThat(starved.totalMillis()).isZero();
    }

    @Test
    void withoutAWitness_nothingIsExcused() {
        assertThat(starved.excuses(0, SLOW, SLOW, 10 * SECOND)).isFalse();
    }

    /** A busy machine, no starved one. */
    @Test
    void lessThanHalfASecond_isNotLate() {
        late(SECOND, SECOND + SECOND / 2 - 1);
        assertThat(starved.totalMillis()).isZero();

        late(2 * SECOND, 2 * SECOND + SECOND / 2);
        assertThat(starved.totalMillis()).isEqualTo(500);
    }

    @Test
    void lateOnlyByThatTime_isExcused_lateWithoutIt_isNot() {
        late(10 * SECOND, 14 * SECOND);

        assertThat(starved.excuses(8 * SECOND, 17 * SECOND - 1, SLOW, 14 * SECOND))
                .isTrue();
        assertThat(starved.excuses(8 * SECOND, 17 * SECOND, SLOW, 14 * SECOND)).isFalse();
        assertThat(starved.excuses(20 * SECOND, 25 * SECOND, SLOW, 14 * SECOND)).isFalse();
        assertThat(starved.excused()).isEqualTo(1);
    }

    /** The process stood still while the witness was at work: it goes on, and folds, before it looks at the clock. */
    @Test
    void lateness_isSeenByWhoeverJudgesFirst_andOnce() {
        starved.awakeAgainBy(SECOND, SECOND);

        assertThat(starved.excuses(SECOND, 8 * SECOND, SLOW, 8 * SECOND)).isTrue();
        starved.awakeAgainBy(9 * SECOND, 8 * SECOND);
        assertThat(starved.totalMillis()).isEqualTo(7_000);
    }

    /** Whoever judges while the witness sleeps, as it said it would, learns nothing. */
    @Test
    void sleep_isNoLateness() {
        starved.awakeAgainBy(9 * SECOND, SECOND);

        assertThat(starved.excuses(SECOND, 8 * SECOND, SLOW, 8 * SECOND)).isFalse();
    }

    @Test
    void piecesAddUp_andCountByWhatIsWithin() {
        late(0, 2 * SECOND);
        late(3 * SECOND, 6 * SECOND);

        assertThat(starved.excuses(SECOND, 9 * SECOND, SLOW, 6 * SECOND)).isTrue();
        assertThat(starved.excuses(SECOND, 10 * SECOND, SLOW, 6 * SECOND)).isFalse();
        assertThat(starved.excuses(5 * SECOND, 10 * SECOND, SLOW, 6 * SECOND)).isTrue();
    }

    @Test
    void onlyTheLastAreKept() {
        late(0, 10 * SECOND);
        for (long i = 1; i <= 64; i++) {
            late(100 * i * SECOND, (100 * i + 1) * SECOND);
        }

        assertThat(starved.excuses(0, 10 * SECOND, SLOW, 6_401 * SECOND)).isFalse();
        assertThat(starved.excuses(100 * SECOND, 105 * SECOND, SLOW, 6_401 * SECOND))
                .isTrue();
    }
}
