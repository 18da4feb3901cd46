package dev.lastack.track.close;

import static dev.lastack.snapshot.FirstCloser.LOCAL;
import static dev.lastack.snapshot.FirstCloser.REMOTE;
import static dev.lastack.snapshot.FirstCloser.SIMULTANEOUS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.snapshot.FirstCloser;
import dev.lastack.track.close.EveryOrderOfEvents.Moment;
import dev.lastack.track.close.EveryOrderOfEvents.Stage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each verdict, after every order of events, against what went over the wire: see {@link EveryOrderOfEvents}. */
class CloseOrderExhaustiveTest {

    private static final Set<Moment> ASKED = EveryOrderOfEvents.whereTheKernelAnswers();
    private static final Set<Moment> SILENT = EveryOrderOfEvents.whereTheKernelIsSilent();

    /**
     * Connections that die by a reset or a time-out within the instant in which both ends are closing them. No TIME_WAIT
     * depends on them; what would tell them apart is not worth another bit.
     */
    private static final int KNOWN_LIMITS = 14;

    @Test
    void exploration_isNotVacuous() {
        assertThat(ASKED).hasSizeGreaterThan(900);
        assertThat(at(ASKED, Stage.RELEASED)).hasSizeGreaterThan(350);
        assertThat(at(SILENT, Stage.RELEASED)).hasSizeGreaterThan(10);
        for (FirstCloser closer : FirstCloser.values()) {
            assertThat(at(ASKED, Stage.RELEASED)).anyMatch(m -> verdict(m) == closer);
        }
    }

    @Test
    void everyReleasedConnection_getsAVerdictThatTheWireAllows() {
        List<Moment> wrong = at(ASKED, Stage.RELEASED).stream()
                .filter(m -> !truths(m).contains(verdict(m)))
                .toList();

        assertThat(wrong).allMatch(CloseOrderExhaustiveTest::diedWhileBothWereClosing);
        assertThat(wrong.stream().map(m -> List.of(verdict(m), m.possible())).distinct())
                .hasSizeLessThanOrEqualTo(KNOWN_LIMITS);
    }

    private static boolean diedWhileBothWereClosing(Moment m) {
        boolean localAlsoClosing =
                m.path().contains("shutdownOutput") || m.path().contains("close in");
        return CloseOrder.wasReset(m.order()) && localAlsoClosing;
    }

    /** Where the answers leave no doubt that both FINs crossed or that one came first, the verdict says so. */
    @Test
    void orderlyEndings_areNeverWrong() {
        assertThat(at(ASKED, Stage.RELEASED))
                .filteredOn(m -> m.possible().stream().noneMatch(SimulatedTcp::reset))
                .hasSizeGreaterThan(50)
                .allMatch(m -> truths(m).contains(verdict(m)));
    }

    @Test
    void openConnection_isNotDecidedAgainstTheWire() {
        assertThat(at(ASKED, Stage.OPEN))
                .allMatch(m -> verdict(m) == null || truths(m).contains(verdict(m)) || CloseOrder.wasReset(m.order()));
    }

    @Test
    void timeWait_isCountedExactlyWhereOneStays() {
        assertThat(at(ASKED, Stage.RELEASED))
                .allMatch(m -> m.all(SimulatedTcp::leavesTimeWait).contains(CloseOrder.leavesTimeWait(m.order())));
    }

    @Test
    void timeWait_belongsToLocalOrSimultaneousWithoutReset() {
        assertThat(ASKED)
                .filteredOn(m -> CloseOrder.leavesTimeWait(m.order()))
                .isNotEmpty()
                .allMatch(m -> {
                    return EnumSet.of(LOCAL, SIMULTANEOUS).contains(verdict(m)) && !CloseOrder.wasReset(m.order());
                });
    }

    /** Linger 0 is not seen in Java calls, so its resets are taken for a plain close: why such verdicts are marked. */
    @Test
    void silentKernel_verdictIsStillOneThatTheWireAllows() {
        assertThat(at(SILENT, Stage.RELEASED))
                .filteredOn(m -> m.possible().stream().noneMatch(SimulatedTcp::lingerZero))
                .isNotEmpty()
                .allMatch(m -> truths(m).contains(verdict(m)));
    }

    @Test
    void silentKernel_localVerdictIsMarkedAsInferred() {
        assertThat(SILENT)
                .filteredOn(m -> verdict(m) == LOCAL)
                .isNotEmpty()
                .allMatch(m -> CloseOrder.inferred(m.order()));
        assertThat(ASKED).noneMatch(m -> CloseOrder.inferred(m.order()));
    }

    @Test
    void everyReleasedConnection_isDecided() {
        assertThat(at(ASKED, Stage.RELEASED)).allMatch(m -> verdict(m) != null);
        assertThat(at(SILENT, Stage.RELEASED)).allMatch(m -> verdict(m) != null);
    }

    @Test
    void decision_isNotChangedByWhatAReaderOrWriterMeetsLater() {
        assertThat(ASKED).filteredOn(m -> verdict(m) != null).allMatch(m -> {
            int order = m.order();
            return List.of(CloseOrder.endOfStream(order), CloseOrder.brokenPipe(order), CloseOrder.inputShut(order))
                    .stream()
                    .allMatch(later -> CloseOrder.firstCloser(later) == verdict(m));
        });
    }

    /** CLOSE_WAIT and LAST_ACK prove the remote's FIN before ours, CLOSING that both were under way. */
    @Test
    void decision_isOverturnedOnlyByTheStatesThatProveIt() {
        for (Moment m : ASKED) {
            for (int state = 0; state <= 12; state++) {
                FirstCloser later = CloseOrder.firstCloser(CloseOrder.stateSeen(m.order(), state));
                if (verdict(m) != null && later != verdict(m)) {
                    assertThat(state)
                            .isIn(TcpStateNumbers.CLOSE_WAIT, TcpStateNumbers.LAST_ACK, TcpStateNumbers.CLOSING);
                    assertThat(later).isIn(REMOTE, SIMULTANEOUS);
                }
            }
        }
    }

    /** What the probe then takes for granted, instead of asking. */
    @Test
    void whereOnlyCloseFollows_thereIsNoOtherState() {
        assertThat(ASKED)
                .filteredOn(m -> CloseOrder.onlyCloseFollows(m.order()))
                .hasSizeGreaterThan(50)
                .allMatch(m -> Set.of(TcpStateNumbers.FIN_WAIT2, TcpStateNumbers.CLOSE)
                        .containsAll(m.all(SimulatedTcp::state)));
    }

    private static List<Moment> at(Set<Moment> moments, Stage stage) {
        List<Moment> found = new ArrayList<>(moments);
        found.removeIf(m -> m.stage() != stage);
        return found;
    }

    private static FirstCloser verdict(Moment m) {
        return CloseOrder.firstCloser(m.order());
    }

    private static Set<FirstCloser> truths(Moment m) {
        return m.all(SimulatedTcp::first);
    }
}
