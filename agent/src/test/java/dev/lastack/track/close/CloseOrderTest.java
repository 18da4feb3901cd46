package dev.lastack.track.close;

import static dev.lastack.snapshot.FirstCloser.LOCAL;
import static dev.lastack.snapshot.FirstCloser.REMOTE;
import static dev.lastack.snapshot.FirstCloser.RESET_BY_LOCAL;
import static dev.lastack.snapshot.FirstCloser.RESET_BY_REMOTE;
import static dev.lastack.snapshot.FirstCloser.SIMULTANEOUS;
import static dev.lastack.snapshot.FirstCloser.UNKNOWN;
import static dev.lastack.track.close.SimulatedTcp.ECONNRESET;
import static dev.lastack.track.close.SimulatedTcp.EPIPE;
import static dev.lastack.track.close.SimulatedTcp.ETIMEDOUT;
import static dev.lastack.track.close.TcpStateNumbers.CLOSE;
import static dev.lastack.track.close.TcpStateNumbers.CLOSE_WAIT;
import static dev.lastack.track.close.TcpStateNumbers.CLOSING;
import static dev.lastack.track.close.TcpStateNumbers.ESTABLISHED;
import static dev.lastack.track.close.TcpStateNumbers.FIN_WAIT1;
import static dev.lastack.track.close.TcpStateNumbers.FIN_WAIT2;
import static dev.lastack.track.close.TcpStateNumbers.LAST_ACK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.kernel.AtClose;
import org.junit.jupiter.api.Test;

/** The orders of events that people ask about, one by one. {@link CloseOrderExhaustiveTest} has all others. */
class CloseOrderTest {

    private static final int QUIET = AtClose.of(ESTABLISHED, false, false, 0);
    private static final int UNREAD = AtClose.of(ESTABLISHED, true, false, 0);
    private static final int LINGER_ZERO = AtClose.of(ESTABLISHED, false, true, 0);
    private static final int REMOTE_CLOSED = AtClose.of(CLOSE_WAIT, false, false, 0);
    private static final int SILENT = AtClose.NOTHING_KNOWN;

    private int order = CloseOrder.OPEN;

    @Test
    void nothingHappened_nobodyClosedFirst() {
        assertThat(CloseOrder.firstCloser(order)).isNull();
        assertThat(CloseOrder.remoteClosed(order)).isFalse();
        assertThat(CloseOrder.leavesTimeWait(order)).isFalse();
    }

    @Test
    void closeBeforeEof_marksLocalAsFirstCloser() {
        order = CloseOrder.closing(order, QUIET);
        order = CloseOrder.leaving(order, QUIET);

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(LOCAL);
        assertThat(CloseOrder.leavesTimeWait(order)).isTrue();
    }

    @Test
    void eofBeforeClose_marksRemoteAsFirstCloser() {
        order = CloseOrder.endOfStream(order);
        order = CloseOrder.closing(order, REMOTE_CLOSED);

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(REMOTE);
        assertThat(CloseOrder.leavesTimeWait(order)).isFalse();
    }

    @Test
    void remoteFinThatNobodyRead_isKnownFromTheStateAtClose() {
        order = CloseOrder.closing(order, REMOTE_CLOSED);

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(REMOTE);
        assertThat(CloseOrder.remoteClosed(order)).isTrue();
    }

    @Test
    void remoteFinThatCrossesOurClose_isCorrectedByTheLastLook() {
        order = CloseOrder.closing(order, QUIET);
        order = CloseOrder.leaving(order, AtClose.of(LAST_ACK, false, false, 0));

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(REMOTE);
        assertThat(CloseOrder.leavesTimeWait(order)).isFalse();
    }

    @Test
    void remoteFinBetweenTheQuestionAndOurFin_isCorrectedByTheWatcher() {
        order = CloseOrder.closing(order, QUIET);
        order = CloseOrder.stateSeen(order, CLOSE_WAIT);

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(REMOTE);
    }

    @Test
    void bothFinsUnderWay_isSimultaneousAndLeavesTimeWait() {
        order = CloseOrder.outputShutting(order, ESTABLISHED);
        order = CloseOrder.correct(order, CLOSING);

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(SIMULTANEOUS);
        assertThat(CloseOrder.leavesTimeWait(order)).isTrue();
    }

    @Test
    void halfCloseThenRemoteFinThenClose_isLocalAndLeavesTimeWait() {
        order = CloseOrder.outputShutting(order, ESTABLISHED);
        order = CloseOrder.correct(order, FIN_WAIT2);
        order = CloseOrder.endOfStream(order);
        order = CloseOrder.closing(order, AtClose.of(CLOSE, false, false, 0));

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(LOCAL);
        assertThat(CloseOrder.leavesTimeWait(order)).isTrue();
        assertThat(CloseOrder.remoteClosed(order)).isTrue();
    }

    @Test
    void timeWaitSeenAtClose_meansThatTheRemoteFinIsIn() {
        order = CloseOrder.outputShutting(order, ESTABLISHED);
        order = CloseOrder.closing(order, AtClose.of(CLOSE, false, false, 0));

        assertThat(CloseOrder.remoteClosed(order)).isTrue();
    }

    @Test
    void halfCloseAfterRemoteFin_isRemote() {
        order = CloseOrder.outputShutting(order, CLOSE_WAIT);
        order = CloseOrder.correct(order, LAST_ACK);

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(REMOTE);
    }

    @Test
    void certainLocalHalfClose_isNotOverturnedByALateCloseWait() {
        order = CloseOrder.outputShutting(order, ESTABLISHED);
        order = CloseOrder.correct(order, FIN_WAIT1);
        order = CloseOrder.correct(order, LAST_ACK);

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(LOCAL);
    }

    // issue 18: our FIN waits behind unsent data

    private static final int QUEUED = AtClose.withUnsentData(QUIET);

    @Test
    void resetBeforeOurQueuedFinLeft_isResetByRemote() {
        order = CloseOrder.outputShutting(order, QUEUED);
        order = CloseOrder.correct(order, FIN_WAIT1);
        order = CloseOrder.closing(order, AtClose.of(CLOSE, false, false, ECONNRESET));

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(RESET_BY_REMOTE);
        assertThat(CloseOrder.leavesTimeWait(order)).isFalse();
    }

    @Test
    void resetBeforeOurQueuedFinLeft_readByTheApplication_isResetByRemote() {
        order = CloseOrder.outputShutting(order, QUEUED);
        order = CloseOrder.resetByRemote(order);
        order = CloseOrder.closing(order, AtClose.of(CLOSE, false, false, 0));

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(RESET_BY_REMOTE);
        assertThat(CloseOrder.leavesTimeWait(order)).isFalse();
    }

    /** The watcher met the reset first, and took it for the regular end. */
    @Test
    void resetBeforeOurQueuedFinLeft_seenByTheWatcher_isResetByRemote() {
        order = CloseOrder.outputShutting(order, QUEUED);
        order = CloseOrder.stateSeen(order, CLOSE);
        order = CloseOrder.resetByRemote(order);
        order = CloseOrder.closing(order, AtClose.of(CLOSE, false, false, 0));

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(RESET_BY_REMOTE);
        assertThat(CloseOrder.leavesTimeWait(order)).isFalse();
    }

    @Test
    void timeOutBeforeOurQueuedFinLeft_isNobodys() {
        order = CloseOrder.outputShutting(order, QUEUED);
        order = CloseOrder.closing(order, AtClose.of(CLOSE, false, false, ETIMEDOUT));

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(UNKNOWN);
    }

    @Test
    void remoteFinWhileOursIsQueued_thatEndsInOrder_isSimultaneousAndLeavesTimeWait() {
        order = CloseOrder.outputShutting(order, QUEUED);
        order = CloseOrder.stateSeen(order, CLOSING);
        order = CloseOrder.closing(order, AtClose.of(CLOSING, false, false, 0));

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(SIMULTANEOUS);
        assertThat(CloseOrder.leavesTimeWait(order)).isTrue();
    }

    @Test
    void remoteFinWhileOursIsQueued_andThenItsReset_isRemote() {
        order = CloseOrder.outputShutting(order, QUEUED);
        order = CloseOrder.stateSeen(order, CLOSING);
        order = CloseOrder.closing(order, AtClose.of(CLOSE, false, false, ECONNRESET));

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(REMOTE);
        assertThat(CloseOrder.leavesTimeWait(order)).isFalse();
    }

    @Test
    void queuedFinThatWasAcknowledged_isLocal() {
        order = CloseOrder.outputShutting(order, QUEUED);
        order = CloseOrder.stateSeen(order, FIN_WAIT2);
        order = CloseOrder.closing(order, AtClose.of(CLOSE, false, false, ECONNRESET));

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(LOCAL);
        assertThat(CloseOrder.leavesTimeWait(order)).isFalse();
    }

    @Test
    void queuedFinThatEndsInOrder_isLocalAndLeavesTimeWait() {
        order = CloseOrder.outputShutting(order, QUEUED);
        order = CloseOrder.endOfStream(order);
        order = CloseOrder.stateSeen(order, CLOSE);
        order = CloseOrder.closing(order, AtClose.of(CLOSE, false, false, 0));

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(LOCAL);
        assertThat(CloseOrder.leavesTimeWait(order)).isTrue();
    }

    // issue 18: a close with unread data that shuts down first

    @Test
    void unreadDataAtADeferredClose_remoteFinFirst_leavesTimeWait() {
        order = CloseOrder.closing(order, UNREAD);
        order = CloseOrder.correct(order, FIN_WAIT1);
        order = CloseOrder.leaving(order, AtClose.of(CLOSE, false, false, 0));

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(LOCAL);
        assertThat(CloseOrder.leavesTimeWait(order)).isTrue();
    }

    @Test
    void unreadDataAtASocketsClose_remoteFinFirst_leavesTimeWait() {
        order = CloseOrder.leaving(CloseOrder.closing(order, UNREAD), AtClose.of(CLOSE, false, false, 0));

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(LOCAL);
        assertThat(CloseOrder.leavesTimeWait(order)).isTrue();
    }

    @Test
    void unreadDataAtADeferredClose_remoteResets_leavesNone() {
        order = CloseOrder.closing(order, UNREAD);
        order = CloseOrder.correct(order, FIN_WAIT2);
        order = CloseOrder.leaving(order, AtClose.of(CLOSE, false, false, ECONNRESET));

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(RESET_BY_LOCAL);
        assertThat(CloseOrder.leavesTimeWait(order)).isFalse();
    }

    @Test
    void onceOurFinIsAcknowledgedOrAllIsOver_onlyCloseFollows() {
        int closing = CloseOrder.closing(order, QUIET);

        assertThat(CloseOrder.onlyCloseFollows(CloseOrder.correct(closing, FIN_WAIT2)))
                .isTrue();
        assertThat(CloseOrder.onlyCloseFollows(CloseOrder.correct(closing, CLOSE)))
                .isTrue();
        for (int other : new int[] {0, ESTABLISHED, FIN_WAIT1, CLOSING, CLOSE_WAIT, LAST_ACK}) {
            assertThat(CloseOrder.onlyCloseFollows(CloseOrder.correct(closing, other)))
                    .as("state %d", other)
                    .isFalse();
        }
    }

    // issue 18: a reader that sat in the kernel while another thread closed

    @Test
    void readerThatMetTheRemotesFinAfterOurClose_isRemote() {
        order = CloseOrder.leaving(CloseOrder.closing(order, QUIET), QUIET);
        order = CloseOrder.next(CloseOrder.READER_MET_FIN, order, 0);

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(REMOTE);
        assertThat(CloseOrder.leavesTimeWait(order)).isFalse();
    }

    @Test
    void readerThatMetAFinOnceOursHadLeft_changesNothing() {
        order = CloseOrder.closing(order, QUIET);
        order = CloseOrder.correct(order, FIN_WAIT1);
        order = CloseOrder.next(CloseOrder.READER_MET_FIN, order, 0);

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(LOCAL);
    }

    @Test
    void closeWithUnreadData_isResetByLocal() {
        order = CloseOrder.leaving(CloseOrder.closing(order, UNREAD), UNREAD);

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(RESET_BY_LOCAL);
        assertThat(CloseOrder.wasReset(order)).isTrue();
        assertThat(CloseOrder.leavesTimeWait(order)).isFalse();
    }

    @Test
    void closeWithLingerZero_isResetByLocal() {
        order = CloseOrder.leaving(CloseOrder.closing(order, LINGER_ZERO), LINGER_ZERO);

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(RESET_BY_LOCAL);
    }

    @Test
    void deferredCloseWithLingerZero_isRemoteWhereTheRemoteFinComesFirst() {
        order = CloseOrder.closing(order, LINGER_ZERO);
        order = CloseOrder.leaving(order, AtClose.of(CLOSE_WAIT, false, true, 0));

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(REMOTE);
        assertThat(CloseOrder.wasReset(order)).isTrue();
    }

    @Test
    void closeWithUnreadDataAfterRemoteFin_isRemoteAndReset() {
        order = CloseOrder.closing(order, AtClose.of(CLOSE_WAIT, true, false, 0));

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(REMOTE);
        assertThat(CloseOrder.wasReset(order)).isTrue();
    }

    @Test
    void halfCloseThenCloseWithUnreadData_isLocalWithoutTimeWait() {
        order = CloseOrder.outputShutting(order, ESTABLISHED);
        order = CloseOrder.leaving(CloseOrder.closing(order, UNREAD), UNREAD);

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(LOCAL);
        assertThat(CloseOrder.leavesTimeWait(order)).isFalse();
    }

    @Test
    void remoteResetsWhileOurCloseIsUnderWay_noTimeWaitStays() {
        order = CloseOrder.closing(order, QUIET);
        order = CloseOrder.leaving(order, AtClose.of(CLOSE, false, false, ECONNRESET));

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(LOCAL);
        assertThat(CloseOrder.leavesTimeWait(order)).isFalse();
    }

    @Test
    void ourFinIsNeverAcknowledged_noTimeWaitStays() {
        order = CloseOrder.outputShutting(order, ESTABLISHED);
        order = CloseOrder.closing(order, AtClose.of(CLOSE, false, false, ETIMEDOUT));

        assertThat(CloseOrder.leavesTimeWait(order)).isFalse();
    }

    @Test
    void eofAfterShutdownInput_isNoRemoteFin() {
        order = CloseOrder.endOfStream(CloseOrder.inputShut(order));

        assertThat(CloseOrder.firstCloser(order)).isNull();
        assertThat(CloseOrder.remoteClosed(order)).isFalse();
    }

    @Test
    void eofAfterClose_isNoRemoteFin() {
        order = CloseOrder.endOfStream(CloseOrder.closing(order, QUIET));

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(LOCAL);
        assertThat(CloseOrder.remoteClosed(order)).isFalse();
    }

    @Test
    void eofAfterReportedReset_isNoRemoteFin() {
        order = CloseOrder.endOfStream(CloseOrder.resetByRemote(order));

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(RESET_BY_REMOTE);
        assertThat(CloseOrder.remoteClosed(order)).isFalse();
    }

    @Test
    void eofAfterResetThatOnlyTheWatcherSaw_isARemoteFin() {
        order = CloseOrder.endOfStream(CloseOrder.stateSeen(order, CLOSE));

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(REMOTE);
    }

    @Test
    void brokenPipe_meansRemoteClosedFirst() {
        order = CloseOrder.brokenPipe(order);

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(REMOTE);
        assertThat(CloseOrder.wasReset(order)).isTrue();
    }

    @Test
    void brokenPipeAfterReset_isStillReset() {
        order = CloseOrder.brokenPipe(CloseOrder.resetByRemote(order));

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(RESET_BY_REMOTE);
    }

    @Test
    void connectionGoneBeforeClose_isToldApartByThePendingError() {
        assertThat(closedWithError(EPIPE)).isEqualTo(REMOTE);
        assertThat(closedWithError(ECONNRESET)).isEqualTo(RESET_BY_REMOTE);
        assertThat(closedWithError(ETIMEDOUT)).isEqualTo(UNKNOWN);
    }

    private static Object closedWithError(int soError) {
        return CloseOrder.firstCloser(CloseOrder.closing(CloseOrder.OPEN, AtClose.of(CLOSE, false, false, soError)));
    }

    @Test
    void timeOutReportedByARead_isUnknown() {
        order = CloseOrder.closing(CloseOrder.lost(order), AtClose.of(CLOSE, false, false, 0));

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(UNKNOWN);
        assertThat(CloseOrder.leavesTimeWait(order)).isFalse();
    }

    @Test
    void halfCloseOfAResetConnection_leavesTheVerdictToTheFailureThatFollows() {
        order = CloseOrder.outputShutting(order, CLOSE);
        assertThat(CloseOrder.firstCloser(order)).isNull();

        order = CloseOrder.resetByRemote(order);
        assertThat(CloseOrder.firstCloser(order)).isEqualTo(RESET_BY_REMOTE);
    }

    @Test
    void silentKernel_closeIsInferredLocal() {
        order = CloseOrder.leaving(CloseOrder.closing(order, SILENT), SILENT);

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(LOCAL);
        assertThat(CloseOrder.inferred(order)).isTrue();
    }

    @Test
    void silentKernel_eofStillProvesRemote() {
        order = CloseOrder.closing(CloseOrder.endOfStream(order), SILENT);

        assertThat(CloseOrder.firstCloser(order)).isEqualTo(REMOTE);
    }

    @Test
    void reclaimedWithoutClose_isJudgedByTheStateAtRelease() {
        assertThat(CloseOrder.firstCloser(CloseOrder.leaving(order, REMOTE_CLOSED)))
                .isEqualTo(REMOTE);
        assertThat(CloseOrder.firstCloser(CloseOrder.leaving(order, QUIET))).isEqualTo(LOCAL);
    }
}
