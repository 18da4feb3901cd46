package dev.lastack.track.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.track.path.PathSeries.Counts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingsTest {

    private static final long SECOND = 1_000_000_000L;

    private final Rings rings = new Rings();
    private final PathSeries series = new PathSeries(0, Counts.NONE);
    private final Rings.Sink sink = new Rings.Sink() {
        @Override
        public void write(int cell) {
            series.write(cell);
        }

        @Override
        public void fold(int to, int[] from) {
            series.fold(to, from);
        }
    };

    /** Each second one is opened, and as many are open as it is seconds. */
    private void run(int seconds) {
        for (int second = 1; second <= seconds; second++) {
            series.count(new Counts(second, 0, 0, second, 0, 0, 0));
            rings.add(second * SECOND, SECOND, sink);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 31, 32, 33, 127, 128, 129, 1_000, 4_095, 100_000})
    void points_coverTimeWithoutGapOrOverlap(int seconds) {
        run(seconds);

        List<Integer> cells = rings.cells();
        long begin = rings.endNanos(cells.get(0)) - rings.spanNanos(cells.get(0));
        long end = begin;
        long opened = 0;
        for (int cell : cells) {
            assertThat(rings.endNanos(cell) - rings.spanNanos(cell)).isEqualTo(end);
            end = rings.endNanos(cell);
            opened += series.at(cell).opened();
        }
        assertThat(end).isEqualTo(seconds * SECOND);
        assertThat(opened).isEqualTo((end - begin) / SECOND);
        assertThat(begin).isZero();
        assertThat(cells).hasSizeLessThanOrEqualTo(Rings.CELLS);
    }

    @Test
    void olderPoints_areCoarser_andKeepTheMostThatWasOpen() {
        run(1_000);

        List<Integer> cells = rings.cells();
        for (int i = 1; i < cells.size(); i++) {
            assertThat(rings.spanNanos(cells.get(i))).isLessThanOrEqualTo(rings.spanNanos(cells.get(i - 1)));
        }
        for (int cell : cells) {
            assertThat(series.at(cell).open()).isEqualTo(rings.endNanos(cell) / SECOND);
        }
        assertThat(rings.spanNanos(cells.get(cells.size() - 1))).isEqualTo(SECOND);
    }

    /** A month: the oldest goes, and no more is kept than before. */
    @Test
    void size_isTheSameHoweverLongItRuns() {
        run(40 * 86_400);

        List<Integer> cells = rings.cells();
        assertThat(cells).hasSizeLessThanOrEqualTo(Rings.CELLS);
        long kept = rings.endNanos(cells.get(cells.size() - 1)) - rings.endNanos(cells.get(0));
        assertThat(kept / SECOND / 86_400).isBetween(20L, 40L);
    }
}
