package dev.lastack.track.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.lastack.fixture.Application;
import dev.lastack.track.owner.ApplicationCode;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sun.nio.ch.LastAckBacktrace;

class StackTableTest {

    /** HotSpot's, for 32 frames, with compressed references. */
    private static final long CHUNK = 680;

    private static final FrameNormaliser NORMALISER = new FrameNormaliser(ApplicationCode.of(List.of()), 128);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneLine_isOneEntry(boolean fingerprints) {
        StackTable table = new StackTable(fingerprints);
        Set<RawStack> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            seen.add(table.capture());
        }

        assertThat(seen).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoLinesOfOneMethod_areTwoEntries(boolean fingerprints) {
        StackTable table = new StackTable(fingerprints);
        Set<RawStack> seen = new HashSet<>();
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

    private static RawStack below(int frames, StackTable table) {
        return frames == 0 ? table.capture() : below(frames - 1, table);
    }

    /** Frames of ours in a row are stripped from the top. */
    private static RawStack belowForeign(int frames, StackTable table) {
        return frames == 0
                ? Optional.of(table).map(StackTable::capture).orElseThrow()
                : belowForeign(frames - 1, table);
    }

    /** What is filled again must not be what an entry has kept. */
    @Test
    void stacksThatWereCapturedOneAfterTheOther_areEachItsOwn() {
        StackTable table = StackTable.forThisVm();
        List<RawStack> entries = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int frames = 0; frames < 20; frames++) {
                entries.add(belowForeign(frames, table));
            }
        }
        int here = entries.get(0).stack(NORMALISER).stack.frames().size();

        for (int i = 0; i < entries.size(); i++) {
            assertThat(entries.get(i)).isSameAs(entries.get(i % 20));
            assertThat(entries.get(i).stack(NORMALISER).stack.frames()).hasSize(here + i % 20);
        }
    }

    @Test
    void captureOfAKnownStack_allocatesTheBacktraceAlone() {
        StackTable table = StackTable.forThisVm();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 1_000; i++) {
            long before = threads.getThreadAllocatedBytes(self);
            table.capture();
            least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
        }

        assertThat(least % CHUNK).isZero();
    }

    /** Else it would keep classes of the application from being unloaded. */
    @Test
    void whatIsFilledAgain_holdsNoFramesMeanwhile() {
        SpareThrowables spares = new SpareThrowables();
        Throwable first = spares.take();
        assertThat(LastAckBacktrace.classes(first)).contains(StackTableTest.class);

        spares.giveBack(first);

        assertThat(LastAckBacktrace.classes(first)).isEmpty();
        assertThat(spares.take()).isSameAs(first);
        assertThat(LastAckBacktrace.classes(first)).contains(StackTableTest.class);
        assertThat(spares.take()).isNotSameAs(first);
    }

    @Test
    void entry_isMaterialisedOnce() {
        StackTable table = StackTable.forThisVm();
        RawStack entry = table.capture();
        table.materialise(NORMALISER);

        assertThat(entry.stack(NORMALISER)).isSameAs(entry.stack(NORMALISER));
        assertThat(entry.stack(NORMALISER).stack.isEmpty()).isFalse();
    }

    @Test
    void fullTable_givesNoneForNewStacksAndStillFindsTheOld() {
        StackTable table = new StackTable(false);
        RawStack old = table.intern(madeUp(0));
        for (int line = 1; line < StackTable.CAPACITY; line++) {
            assertThat(table.intern(madeUp(line))).isNotSameAs(RawStack.NONE);
        }

        assertThat(table.full()).isTrue();
        assertThat(table.intern(madeUp(StackTable.CAPACITY))).isSameAs(RawStack.NONE);
        assertThat(table.intern(madeUp(0))).isSameAs(old);
    }

    @Test
    void none_standsForAStackWithoutFrames() {
        assertThat(RawStack.NONE.stack(NORMALISER).stack.isEmpty()).isTrue();
    }

    private static Throwable madeUp(int line) {
        Throwable raw = new Throwable();
        raw.setStackTrace(new StackTraceElement[] {new StackTraceElement("acme.Shop", "buy", "Shop.java", line)});
        return raw;
    }
}
