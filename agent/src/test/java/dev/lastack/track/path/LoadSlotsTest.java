package dev.lastack.track.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.snapshot.LoadHistory;
import dev.lastack.snapshot.LoadHistory.Slot;
import dev.lastack.track.connection.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadSlotsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final LoadSlots slots = new LoadSlots(60 * SECOND);

    private LoadHistory history(long now) {
        return slots.history(new Clock(NOW, now));
    }

    private void timeWaits(int count, long at) {
        for (int i = 0; i < count; i++) {
            slots.add(LoadSlots.TIME_WAIT, at);
        }
    }

    /** System.nanoTime may be anything, also below zero. */
    @ParameterizedTest
    @ValueSource(longs = {0, -90 * SECOND, 1L << 60})
    void eventsOfOneSlot_areCountedByKind(long base) {
        long start = Math.floorDiv(base, 5 * SECOND) * 5 * SECOND;
        slots.add(LoadSlots.OPENED, start + 5 * SECOND);
        slots.add(LoadSlots.TIME_WAIT, start + 9 * SECOND);
        slots.add(LoadSlots.SHORT, start + 9 * SECOND);
        slots.add(LoadSlots.OPENED, start); // late

        LoadHistory history = history(start + 20 * SECOND);

        assertThat(history.slotMillis()).isEqualTo(5_000);
        assertThat(history.slots())
                .containsExactly(
                        new Slot(start / (5 * SECOND), NOW.minusSeconds(20), 1, 0, 0),
                        new Slot(start / (5 * SECOND) + 1, NOW.minusSeconds(15), 1, 1, 1));
    }

    @Test
    void twoPaths_countInTheSameSlots() {
        LoadSlots other = new LoadSlots(60 * SECOND);
        slots.add(LoadSlots.TIME_WAIT, 13 * SECOND);
        other.add(LoadSlots.TIME_WAIT, 11 * SECOND);

        assertThat(history(20 * SECOND).slots())
                .isEqualTo(other.history(new Clock(NOW, 20 * SECOND)).slots());
    }

    @Test
    void daysOfLoad_keepTheBusiestWindowsWhole() {
        long end = 0;
        for (int minute = 0; minute < 3 * 24 * 60; minute++) {
            int each = minute == 777 ? 50 : minute == 2_222 ? 40 : 1 + minute % 7;
            for (int slot = 0; slot < 12; slot++) {
                end = (minute * 60L + slot * 5L) * SECOND;
                timeWaits(each, end);
            }
        }
        LoadHistory history = history(end);

        assertThat(history.slots()).hasSize(144).isSortedAccordingTo((a, b) -> Long.compare(a.number(), b.number()));
        for (int minute : new int[] {777, 2_222}) {
            assertThat(history.slots().stream()
                            .filter(slot -> slot.number() / 12 == minute)
                            .mapToLong(Slot::timeWaits)
                            .sum())
                    .isEqualTo(minute == 777 ? 600 : 480);
        }
        assertThat(history.slots().get(143).number()).isEqualTo(end / (5 * SECOND));
    }
}
