package dev.lastack.track.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.track.stack.RawStack;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class RepeatedOpensTest {

    private static final int THREAD = 17;
    private static final long PLACE = RepeatedOpens.place(false, InetAddress.getLoopbackAddress(), 80);
    private static final int ONE_IN_16 = 0xf;

    private final RepeatedOpens opens = new RepeatedOpens();
    private final RawStack loop = RawStack.unseen();
    private final RawStack other = RawStack.unseen();

    /** Of so many that follow, at times as good as random, how many are captured. */
    private int captured(int thread, long place, RawStack real, int many) {
        int captured = 0;
        for (int i = 0; i < many; i++) {
            long now = i * 1_237L;
            RawStack ofSiblings = opens.of(thread, place, now);
            if (ofSiblings == null) {
                opens.captured(thread, place, now, real);
                captured++;
            } else {
                assertThat(ofSiblings).isSameAs(loop);
            }
        }
        return captured;
    }

    @Test
    void stackThatIsAllowedNothing_isCapturedAlways() {
        assertThat(captured(THREAD, PLACE, loop, 10_000)).isEqualTo(10_000);
    }

    @Test
    void loop_isCapturedInASample() {
        loop.openMask = ONE_IN_16;

        assertThat(captured(THREAD, PLACE, loop, 16_000)).isBetween(900, 1_300);
    }

    @Test
    void firstSixtyFour_areCaptured() {
        loop.openMask = ONE_IN_16;

        assertThat(captured(THREAD, PLACE, loop, 64)).isEqualTo(64);
    }

    @Test
    void otherThreadAndOtherPlace_areCapturedForThemselves() {
        loop.openMask = ONE_IN_16;
        captured(THREAD, PLACE, loop, 1_000);

        assertThat(captured(THREAD + 1, PLACE, loop, 60)).isEqualTo(60);
        assertThat(captured(THREAD, RepeatedOpens.place(true, InetAddress.getLoopbackAddress(), 80), loop, 60))
                .isEqualTo(60);
        assertThat(captured(THREAD, RepeatedOpens.place(false, InetAddress.getLoopbackAddress(), 81), loop, 60))
                .isEqualTo(60);
    }

    /** Of one thread and to one peer, by turns from two lines: no stack stands for the other. */
    @Test
    void twoStacksByTurns_areCapturedBoth() {
        loop.openMask = ONE_IN_16;
        other.openMask = ONE_IN_16;
        for (int i = 0; i < 1_000; i++) {
            long now = i * 1_237L;
            assertThat(opens.of(THREAD, PLACE, now)).isNull();
            opens.captured(THREAD, PLACE, now, i % 20 == 0 ? other : loop);
        }
    }

    @Test
    void stackThatChanges_endsTheSample_asSoonAsOneIsCaptured() {
        loop.openMask = ONE_IN_16;
        other.openMask = ONE_IN_16;
        captured(THREAD, PLACE, loop, 1_000);
        opens.captured(THREAD, PLACE, 1, other);

        assertThat(opens.of(THREAD, PLACE, 2)).isNull();
        assertThat(opens.of(THREAD, PLACE, 3)).isNull();
    }

    @Test
    void oneThatStays_endsTheSample() {
        loop.openMask = ONE_IN_16;
        captured(THREAD, PLACE, loop, 1_000);
        loop.openMask = 0;

        assertThat(captured(THREAD, PLACE, loop, 1_000)).isEqualTo(1_000);
    }

    /** More threads than slots: whoever finds its place taken is captured, and takes it in the end. */
    @Test
    void manyThreads_neverGetEachOthersStacks() {
        RawStack[] stacks = new RawStack[1_000];
        for (int thread = 0; thread < stacks.length; thread++) {
            stacks[thread] = RawStack.unseen();
            stacks[thread].openMask = ONE_IN_16;
        }
        for (int i = 0; i < 300_000; i++) {
            int thread = i % 7 == 0 ? i % stacks.length : 3;
            RawStack ofSiblings = opens.of(thread, PLACE, i * 1_237L);
            if (ofSiblings == null) {
                opens.captured(thread, PLACE, i * 1_237L, stacks[thread]);
            } else {
                assertThat(ofSiblings).isSameAs(stacks[thread]);
            }
        }
    }
}
