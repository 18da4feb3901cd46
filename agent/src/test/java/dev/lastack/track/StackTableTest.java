package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.Application;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackTableTest {

    private static final FrameNormaliser NORMALISER = new FrameNormaliser(ApplicationCode.of(List.of()), 128);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneLine_isOneEntry(boolean fingerprints) {
        StackTable table = new StackTable(fingerprints);
        Set<StackEntry> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            seen.add(table.capture());
        }

        assertThat(seen).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoLinesOfOneMethod_areTwoEntries(boolean fingerprints) {
        StackTable table = new StackTable(fingerprints);
        Set<StackEntry> seen = new HashSet<>();
        Runnable connect = () -> seen.add(table.capture());
        Application.connectsTwice(connect, connect);

        assertThat(seen).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anotherCallerFarOut_isAnotherEntry(boolean fingerprints) {
        StackTable table = new StackTable(fingerprints);

        assertThat(below(100, table)).isNotSameAs(below(101, table));
    }

    private static StackEntry below(int frames, StackTable table) {
        return frames == 0 ? table.capture() : below(frames - 1, table);
    }

    @Test
    void entry_isMaterialisedOnce() {
        StackTable table = StackTable.forThisVm();
        StackEntry entry = table.capture();
        table.materialise(NORMALISER);

        assertThat(entry.stack(NORMALISER)).isSameAs(entry.stack(NORMALISER));
        assertThat(entry.stack(NORMALISER).stack.isEmpty()).isFalse();
    }

    @Test
    void fullTable_givesNoneForNewStacksAndStillFindsTheOld() {
        StackTable table = new StackTable(false);
        StackEntry old = table.intern(madeUp(0));
        for (int line = 1; line < StackTable.CAPACITY; line++) {
            assertThat(table.intern(madeUp(line))).isNotSameAs(StackEntry.NONE);
        }

        assertThat(table.full()).isTrue();
        assertThat(table.intern(madeUp(StackTable.CAPACITY))).isSameAs(StackEntry.NONE);
        assertThat(table.intern(madeUp(0))).isSameAs(old);
    }

    @Test
    void none_standsForAStackWithoutFrames() {
        assertThat(StackEntry.NONE.stack(NORMALISER).stack.isEmpty()).isTrue();
    }

    private static Throwable madeUp(int line) {
        Throwable raw = new Throwable();
        raw.setStackTrace(new StackTraceElement[] {new StackTraceElement("acme.Shop", "buy", "Shop.java", line)});
        return raw;
    }
}
