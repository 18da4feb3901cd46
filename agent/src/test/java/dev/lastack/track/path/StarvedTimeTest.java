package dev.lastack.track.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StarvedTimeTest {

    private static final long SLOW = 500;

    private final StarvedTime starved = new StarvedTime();

    @Test
    void withoutAny_nothingIsExcused() {
        assertThat(starved.excuses(0, SLOW, SLOW)).isFalse();
        assertThat(starved.excused()).isZero();
    }

    @Test
    void lateOnlyByThatTime_isExcused_lateWithoutIt_isNot() {
        starved.add(1_000, 1_400);

        assertThat(starved.excuses(800, 1_699, SLOW)).isTrue();
        assertThat(starved.excuses(800, 1_700, SLOW)).isFalse();
        assertThat(starved.excuses(2_000, 2_500, SLOW)).isFalse();
        assertThat(starved.excused()).isEqualTo(1);
    }

    @Test
    void piecesAddUp_andCountByWhatIsWithin() {
        starved.add(0, 200);
        starved.add(300, 600);

        assertThat(starved.excuses(100, 899, SLOW)).isTrue();
        assertThat(starved.excuses(100, 1_000, SLOW)).isFalse();
        assertThat(starved.excuses(500, 1_000, SLOW)).isTrue();
    }

    @Test
    void onlyTheLastAreKept() {
        starved.add(0, 1_000);
        for (int i = 0; i < 64; i++) {
            starved.add(10_000 + i, 10_001 + i);
        }

        assertThat(starved.excuses(0, 1_000, SLOW)).isFalse();
        assertThat(starved.excuses(10_000, 10_500, SLOW)).isTrue();
    }
}
