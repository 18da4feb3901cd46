package dev.lastack.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastack.snapshot.TcpState;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

class LinuxSocketProbeTest {

    private static final int EPIPE = 32;
    private static final int ECONNRESET = 104;

    private static final int IPPROTO_TCP = 6;
    private static final int TCP_NOTSENT_LOWAT = 25;

    private final LinuxSocketProbe probe = new LinuxSocketProbe();
    private TestPair pair;

    @BeforeEach
    void connect() throws IOException {
        pair = new TestPair();
    }

    @AfterEach
    void close() throws IOException {
        pair.close();
    }

    @Test
    void openConnection_isEstablishedAndOrderly() {
        assertState(TcpState.ESTABLISHED);
        assertThat(probe.atClose(pair.fd(), ReadState.OPEN, Linger.UNKNOWN, false))
                .isEqualTo(AtClose.of(TcpState.ESTABLISHED.number(), false, false, 0));
    }

    @Test
    void remoteClose_isCloseWait() throws IOException {
        pair.far.close();

        assertState(TcpState.CLOSE_WAIT);
        assertThat(probe.atClose(pair.fd(), ReadState.OPEN, Linger.UNKNOWN, false))
                .isEqualTo(AtClose.of(TcpState.CLOSE_WAIT.number(), false, false, 0));
    }

    /** It looks to poll as a remote's FIN does. */
    @Test
    void inputThatWeShut_isNoCloseWait() throws IOException {
        pair.near.shutdownInput();

        assertThat(AtClose.tcpState(probe.atClose(pair.fd(), ReadState.SHUT, Linger.UNKNOWN, false)))
                .isEqualTo(TcpState.ESTABLISHED.number());
    }

    @Test
    void endThatWasRead_isCloseWait_andCloseAfterAReset() throws IOException {
        pair.far.shutdownOutput();
        assertState(TcpState.CLOSE_WAIT);
        assertThat(pair.near.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(probe.atClose(pair.fd(), ReadState.ENDED, Linger.UNKNOWN, false))
                .isEqualTo(AtClose.of(TcpState.CLOSE_WAIT.number(), false, false, 0));

        pair.far.setOption(StandardSocketOptions.SO_LINGER, 0);
        pair.far.close();
        assertState(TcpState.CLOSE);
        assertThat(AtClose.soError(probe.atClose(pair.fd(), ReadState.ENDED, Linger.UNKNOWN, false)))
                .isEqualTo(EPIPE);
    }

    @Test
    void ownHalfClose_isFinWait2() throws IOException {
        pair.near.shutdownOutput();

        assertState(TcpState.FIN_WAIT2);
    }

    @Test
    void ownHalfCloseBehindUnsentData_isFinWait1() throws IOException {
        pair.fillTowardsFar();
        pair.near.shutdownOutput();

        assertState(TcpState.FIN_WAIT1);
    }

    @Test
    void dataThatThePeerHasNoRoomFor_isUnsent_andTheSocketsOwnSettingStays() throws IOException {
        assertThat(probe.unsentData(pair.fd(), false)).isFalse();

        pair.fillTowardsFar();

        assertThat(probe.unsentData(pair.fd(), false)).isTrue();
        assertThat(LastAckKernel.intOption(pair.fd(), IPPROTO_TCP, TCP_NOTSENT_LOWAT))
                .isZero();
        assertThat(probe.unsentData(pair.fd(), true)).isTrue();
    }

    @Test
    void dataThatLiesUnreadAtThePeer_wasSent() throws IOException {
        pair.near.write(ByteBuffer.wrap(new byte[536]));

        assertThat(probe.unsentData(pair.fd(), true)).isFalse();
    }

    @Test
    void bothFinsUnderWay_isClosing() throws IOException {
        pair.fillTowardsFar();
        pair.near.shutdownOutput();
        pair.far.shutdownOutput();

        assertState(TcpState.CLOSING);
        assertThat(AtClose.tcpState(probe.atClose(pair.fd(), ReadState.OPEN, Linger.UNKNOWN, false)))
                .isEqualTo(TcpState.CLOSING.number());
    }

    @Test
    void ownFinAfterTheRemotes_isLastAck() throws IOException {
        enterLastAck();

        assertThat(AtClose.tcpState(probe.atClose(pair.fd(), ReadState.OPEN, Linger.UNKNOWN, false)))
                .isEqualTo(TcpState.LAST_ACK.number());
    }

    @Test
    void timeWait_isShownAsCloseWithoutError() throws IOException {
        pair.near.shutdownOutput();
        pair.far.close();

        assertState(TcpState.CLOSE);
        assertThat(probe.atClose(pair.fd(), ReadState.OPEN, Linger.UNKNOWN, false))
                .isEqualTo(AtClose.of(TcpState.CLOSE.number(), false, false, 0));
    }

    /** By poll alone, so the answers have to be what TCP_INFO and SO_ERROR would say. */
    @Test
    void afterFinWait2_endAndResetAreKnown() throws IOException {
        pair.near.shutdownOutput();
        assertState(TcpState.FIN_WAIT2);
        assertThat(AtClose.tcpState(probe.atLeaving(pair.fd(), ReadState.OPEN, true)))
                .as("nothing more has come")
                .isEqualTo(TcpState.ESTABLISHED.number());

        pair.far.close();

        assertState(TcpState.CLOSE);
        assertThat(probe.atLeaving(pair.fd(), ReadState.OPEN, true))
                .isEqualTo(AtClose.of(TcpState.CLOSE.number(), false, false, 0));
        assertThat(probe.atClose(pair.fd(), ReadState.OPEN, Linger.UNKNOWN, true))
                .isEqualTo(AtClose.of(TcpState.CLOSE.number(), false, false, 0));
    }

    @Test
    void afterFinWait2_resetHasItsError() throws IOException {
        pair.near.shutdownOutput();
        assertState(TcpState.FIN_WAIT2);

        pair.farResets();

        assertState(TcpState.CLOSE);
        assertThat(probe.atLeaving(pair.fd(), ReadState.OPEN, true))
                .isEqualTo(AtClose.of(TcpState.CLOSE.number(), false, false, ECONNRESET));
    }

    /** By an untruth, which only an answer that was not asked for can repeat. */
    @Test
    void whereOnlyCloseFollows_theStateIsNotAskedFor() throws IOException {
        enterLastAck();

        assertThat(AtClose.tcpState(probe.atLeaving(pair.fd(), ReadState.OPEN, true)))
                .isEqualTo(TcpState.CLOSE.number());
        assertThat(AtClose.tcpState(probe.atLeaving(pair.fd(), ReadState.OPEN, false)))
                .isEqualTo(TcpState.LAST_ACK.number());
    }

    /** To poll it looks closed. */
    @Test
    void afterFinWait2_inputThatWeShut_isNoEnd() throws IOException {
        pair.near.shutdownOutput();
        assertState(TcpState.FIN_WAIT2);
        pair.near.shutdownInput();

        assertThat(AtClose.tcpState(probe.atLeaving(pair.fd(), ReadState.SHUT, true)))
                .isEqualTo(TcpState.FIN_WAIT2.number());
    }

    @Test
    void reset_isCloseWithItsError() throws IOException {
        pair.farResets();

        assertState(TcpState.CLOSE);
        assertThat(AtClose.soError(probe.atClose(pair.fd(), ReadState.OPEN, Linger.UNKNOWN, false)))
                .isEqualTo(ECONNRESET);
    }

    @Test
    void resetAfterTheRemoteFin_isCloseWithBrokenPipe() throws IOException {
        pair.far.close();
        assertState(TcpState.CLOSE_WAIT);
        pair.near.write(ByteBuffer.wrap(new byte[1]));

        assertState(TcpState.CLOSE);
        assertThat(AtClose.soError(probe.atClose(pair.fd(), ReadState.OPEN, Linger.UNKNOWN, false)))
                .isEqualTo(EPIPE);
    }

    @Test
    void askingTheState_leavesTheErrorToTheApplication() throws IOException {
        pair.farResets();
        assertState(TcpState.CLOSE);

        assertThatThrownBy(() -> pair.near.read(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
    }

    @Test
    void unreadData_makesACloseAbortive() throws IOException {
        pair.farWrites();
        TestPair.await(() -> probe.unreadBytes(pair.fd()) == 1);

        assertThat(probe.unreadBytes(pair.fd())).isEqualTo(1);
        assertThat(AtClose.abortive(probe.atClose(pair.fd(), ReadState.OPEN, Linger.UNKNOWN, false)))
                .isTrue();
    }

    @Test
    void unreadDataBeforeARemoteFin_makesACloseAbortive() throws IOException {
        pair.farWrites();
        pair.far.shutdownOutput();
        assertState(TcpState.CLOSE_WAIT);

        assertThat(AtClose.abortive(probe.atClose(pair.fd(), ReadState.OPEN, Linger.UNKNOWN, false)))
                .isTrue();
    }

    @Test
    void remoteFinAlone_isNoUnreadData() throws IOException {
        pair.far.shutdownOutput();
        assertState(TcpState.CLOSE_WAIT);

        assertThat(probe.unreadBytes(pair.fd())).isZero();
        assertThat(AtClose.abortive(probe.atClose(pair.fd(), ReadState.OPEN, Linger.UNKNOWN, false)))
                .isFalse();
    }

    @Test
    void lingerZero_makesACloseAbortive_butLongerLingerDoesNot() throws IOException {
        pair.near.setOption(StandardSocketOptions.SO_LINGER, 5);
        assertThat(AtClose.abortive(probe.atClose(pair.fd(), ReadState.OPEN, Linger.UNKNOWN, false)))
                .isFalse();

        pair.near.setOption(StandardSocketOptions.SO_LINGER, 0);
        assertThat(AtClose.abortive(probe.atClose(pair.fd(), ReadState.OPEN, Linger.UNKNOWN, false)))
                .isTrue();
    }

    @Test
    void lingerThatIsKnown_isNotAsked() throws IOException {
        pair.near.setOption(StandardSocketOptions.SO_LINGER, 0);
        assertThat(AtClose.abortive(probe.atClose(pair.fd(), ReadState.OPEN, Linger.NOT_ZERO, false)))
                .isFalse();

        pair.near.setOption(StandardSocketOptions.SO_LINGER, -1);
        assertThat(AtClose.abortive(probe.atClose(pair.fd(), ReadState.OPEN, Linger.ZERO, false)))
                .isTrue();
    }

    @Test
    void receiveBuffer_hasASize() {
        assertThat(probe.receiveBufferBytes(pair.fd())).isGreaterThan(1_000);
    }

    @Test
    void whatIsNoTcpSocket_isNotKnown() throws IOException {
        try (DatagramChannel datagrams = DatagramChannel.open()) {
            assertNothingKnown(LastAckKernel.descriptorOf(datagrams));
        }
        assertNothingKnown(LastAckKernel.descriptor(1 << 20));
        assertNothingKnown(new FileDescriptor());
    }

    private void assertNothingKnown(FileDescriptor fd) {
        assertThat(probe.tcpState(fd)).isZero();
        assertThat(AtClose.tcpState(probe.atClose(fd, ReadState.OPEN, Linger.UNKNOWN, false)))
                .isNotEqualTo(TcpState.CLOSE.number());
        assertThat(probe.unreadBytes(fd)).isZero();
    }

    private void enterLastAck() throws IOException {
        pair.fillTowardsFar();
        pair.far.shutdownOutput();
        assertState(TcpState.CLOSE_WAIT);
        pair.near.shutdownOutput();
        assertState(TcpState.LAST_ACK);
    }

    private void assertState(TcpState expected) {
        TestPair.await(() -> probe.tcpState(pair.fd()) == expected.number());
        assertThat(TcpState.of(probe.tcpState(pair.fd()))).isEqualTo(expected);
    }
}
