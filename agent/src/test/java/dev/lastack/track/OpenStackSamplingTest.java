package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.Application;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Transport;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.sampling.CaptureSampler;
import dev.lastack.track.sampling.OpenerProfile;
import dev.lastack.track.stack.RawStack;
import java.io.FileDescriptor;
import java.net.LastAckHooks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

/** Issue 16: of what opens thousands a second and never stays, a sample has its opening stack captured. */
class OpenStackSamplingTest {

    private static final int NUMBER = 1000;
    private static final int MANY = 20_000;

    private final TrackerFixture fixture = new TrackerFixture(new FakeProbe(), new FakeFinWatch());
    private final List<FileDescriptor> held = new ArrayList<>();

    @Test
    void storm_isCapturedInASample_andCountedExactly() {
        int[] like = new int[2];
        storm(MANY, turn -> like[2 * turn / MANY] += live(fixture.open(NUMBER)) ? 1 : 0);

        assertThat(like[1]).isGreaterThan(MANY / 4).isLessThan(MANY / 2);
        assertThat(fixture.codePaths.openedLikeSiblings()).isEqualTo(like[0] + like[1]);
        CodePath path = fixture.onlyPath();
        assertThat(path.opened()).isEqualTo(MANY);
        assertThat(path.ended().firstCloser().local()).isEqualTo(MANY);
        assertThat(path.openStack().culprit().toString()).contains("Application.connects");
    }

    @Test
    void acceptsOfOneListener_areSampledToo() {
        int[] like = {0};
        storm(MANY, turn -> {
            FileDescriptor fd = LastAckKernel.descriptor(NUMBER);
            fixture.accepted(fd);
            like[0] += live(fd) ? 1 : 0;
        });

        assertThat(like[0]).isGreaterThan(MANY / 4);
        assertThat(fixture.onlyPath().opened()).isEqualTo(MANY);
    }

    @Test
    void withoutABudget_allAreCaptured() {
        fixture.sampler.budget(Double.POSITIVE_INFINITY);
        storm(MANY, turn -> assertThat(live(fixture.open(NUMBER))).isFalse());
    }

    /** By turns from two lines, as a client does that fetches from one host in two methods. */
    @Test
    void twoLinesOnOneThread_areEachCaptured() {
        storm(MANY, turn -> {
            FileDescriptor fd = LastAckKernel.descriptor(NUMBER);
            Runnable opens =
                    () -> fixture.tracker.opened(fd, fd, LastAckHooks.NIO, false, TrackerFixture.REMOTE, 443, null, 0);
            if (turn % 2 == 0) {
                Application.connects(opens);
            } else {
                Application.asksToConnect(opens);
            }
            assertThat(live(fd)).isFalse();
        });

        assertThat(fixture.codePaths()).extracting(CodePath::opened).containsExactly(MANY / 2L, MANY / 2L);
    }

    @Test
    void whileOneStays_andEverAfter_allAreCaptured() {
        int[] like = {0};
        storm(
                3 * MANY,
                turn -> { // from one line: whatever is opened here has one stack
                    FileDescriptor fd = fixture.open(NUMBER + held.size());
                    if (turn == MANY) {
                        held.add(fd);
                        return;
                    }
                    if (turn == 2 * MANY) {
                        fixture.table.get(held.get(0)).openedNanos -= 2_000_000_000L;
                        fixture.closeAndRelease(held.get(0));
                    }
                    boolean likeSiblings = live(fd);
                    like[0] += likeSiblings ? 1 : 0;
                    assertThat(turn > MANY && likeSiblings).isFalse();
                });

        assertThat(like[0]).isPositive();
    }

    /** The first leaks of another line may be taken for siblings, and are said to be; those that follow are its own. */
    @Test
    void leaksOfAnotherLine_areItsOwn_orSaidToBeASiblings() {
        storm(MANY, turn -> live(fixture.open(NUMBER)));
        for (int leak = 1; leak <= 100; leak++) {
            FileDescriptor fd = LastAckKernel.descriptor(NUMBER + leak);
            Application.asksToConnect(
                    () -> fixture.tracker.opened(fd, fd, LastAckHooks.NIO, false, TrackerFixture.REMOTE, 443, null, 0));
            held.add(fd);
            fixture.takeOverLater();
        }

        int rightly = 0;
        for (CodePath path : fixture.codePaths()) {
            boolean right = path.openStack().culprit().toString().contains("asksToConnect");
            for (OpenConnection open : path.open()) {
                assertThat(right || open.openedLikeSiblings()).isTrue();
                rightly += right ? 1 : 0;
            }
        }
        assertThat(rightly).isGreaterThanOrEqualTo(99);
    }

    @Test
    void fewerThanTwoThousandASecond_areAllCaptured() {
        assertThat(openMaskAt(1_999)).isZero();
        assertThat(openMaskAt(2_001)).isNotZero();
    }

    @Test
    void afterAStorm_whatIsLeftIsCapturedAgain() {
        OpenerProfile profile = alike();
        open(profile, 0, 5_000);
        assertThat(profile.openMask()).isNotZero();

        open(profile, 1_000_000_000L, 100);
        assertThat(profile.openMask()).isZero();
    }

    private static int openMaskAt(int perSecond) {
        OpenerProfile profile = alike();
        open(profile, 0, perSecond);
        return profile.openMask();
    }

    /** So many within a second. */
    private static void open(OpenerProfile profile, long from, int perSecond) {
        for (int i = 0; i < perSecond; i++) {
            profile.opened(from + i * 1_000_000_000L / perSecond);
        }
    }

    private static OpenerProfile alike() {
        OpenerProfile profile = new OpenerProfile();
        Connection c = new Connection(new FileDescriptor(), new Object(), Transport.NIO, RawStack.NONE, 1);
        c.captures().closeStack = RawStack.unseen();
        for (int i = 0; i < 64; i++) {
            profile.ended(c);
        }
        return profile;
    }

    private void storm(int turns, IntConsumer life) {
        for (int turn = 0; turn < turns; turn++) {
            life.accept(turn);
            fixture.takeOverLater();
        }
    }

    /** Tells whether it has its siblings' stack. */
    private boolean live(FileDescriptor fd) {
        Connection c = fixture.table.get(fd);
        assertThat(c.ration == CaptureSampler.NOTHING_LEFT_OUT || c.ration == CaptureSampler.EOF_TOO)
                .isTrue();
        Application.uses(() -> {
            fixture.tracker.written(fd, 1);
            fixture.tracker.read(fd);
        });
        fixture.closeAndRelease(fd);
        return c.openedLikeSiblings();
    }
}
