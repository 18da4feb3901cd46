package dev.lastack.track.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.snapshot.Transport;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.stack.RawStack;
import java.io.FileDescriptor;
import org.junit.jupiter.api.Test;

class CaptureSamplerTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_000 * SECOND;

    private final CaptureSampler sampler = new CaptureSampler();
    private final RawStack path = new RawStack(1, null);

    @Test
    void quietConnection_isCapturedAtEveryUse() {
        Connection c = opened(START);
        for (int use = 0; use < 1_000; use++) {
            assertThat(sampler.mayCaptureUse(c, START + use * 1_000_000L)).isTrue();
        }
    }

    @Test
    void burst_isCapturedUpToItsBound() {
        Connection c = opened(START);

        assertThat(capturesOf(c, START, 100)).isBetween(32, 33);
    }

    @Test
    void burst_isEarnedAgainByRest() {
        Connection c = opened(START);
        capturesOf(c, START, 100);

        assertThat(capturesOf(c, START + SECOND, 100)).isBetween(32, 33);
    }

    @Test
    void withoutBudget_nothingIsEverLeftOut() {
        path.alikeMask = 0x3ff;
        sampler.budget(Double.POSITIVE_INFINITY);
        sampler.adapt(START);
        for (int second = 1; second <= 20; second++) {
            long now = START + second * SECOND;
            for (int i = 0; i < 1_000; i++) {
                Connection c = opened(now);
                assertThat(capturesOf(c, now, 100)).isEqualTo(100);
                assertThat(sampler.mayCaptureEof(c, now)).isTrue();
                assertThat(sampler.mayCaptureClose(c, now)).isTrue();
            }
            sampler.adapt(now + SECOND / 2);
        }
        assertThat(sampler.everRationed()).isFalse();
    }

    @Test
    void budget_isWhatIsCapturedOf_beforeAnythingIsLeftOut() {
        assertThat(rationedAt(0.01, 6_000)).isTrue();
        assertThat(rationedAt(0.01, 4_000)).isFalse();
        assertThat(rationedAt(0.1, 40_000)).isFalse();
        assertThat(rationedAt(0.001, 600)).isTrue();
    }

    private static boolean rationedAt(double share, int capturesPerSecond) {
        CaptureSamplerTest other = new CaptureSamplerTest();
        other.sampler.budget(share);
        other.sampler.adapt(START);
        for (int i = 0; i < capturesPerSecond; i++) {
            other.sampler.mayCaptureClose(other.opened(START), START);
        }
        other.sampler.adapt(START + SECOND);
        return other.sampler.everRationed();
    }

    private int capturesOf(Connection c, long now, int uses) {
        int captured = 0;
        for (int use = 0; use < uses; use++) {
            captured += sampler.mayCaptureUse(c, now) ? 1 : 0;
        }
        return captured;
    }

    /** Each costs a stack that the connect throws away. */
    @Test
    void madeChannels_areCapturedUpToABound_whichTimeRefills() {
        sampler.adapt(START);
        assertThat(madeOf(1_000)).isEqualTo(64);

        sampler.adapt(START + SECOND / 2);
        assertThat(madeOf(1_000)).isEqualTo(25);

        sampler.adapt(START + 100 * SECOND);
        assertThat(madeOf(1_000)).isEqualTo(64);
    }

    private int madeOf(int channels) {
        int captured = 0;
        for (int i = 0; i < channels; i++) {
            captured += sampler.mayCaptureMade() ? 1 : 0;
        }
        return captured;
    }

    /** Of what no connection is known of, so no connection's ration can be spent. */
    @Test
    void elsewhere_allAreCaptured_untilTheyAreTooMany() {
        assertThat(elsewhereOf(20_000)).isEqualTo(20_000);

        sampler.adapt(START);
        elsewhereOf(20_000);
        sampler.adapt(START + SECOND);

        assertThat(elsewhereOf(20_000)).isBetween(8_000, 12_000);
    }

    private int elsewhereOf(int starts) {
        int captured = 0;
        for (int i = 0; i < starts; i++) {
            captured += sampler.mayCaptureElsewhere(START + i * 1_000L) ? 1 : 0;
        }
        return captured;
    }

    @Test
    void belowTheBudget_nothingIsRationed() {
        captureAtRate(4_000, 5);

        assertThat(sampler.everRationed()).isFalse();
        Connection c = opened(START + 10 * SECOND);
        assertThat(sampler.mayCaptureClose(c, START + 10 * SECOND)).isTrue();
    }

    @Test
    void aboveTheBudget_theLevelRisesAndOneOfManyYoungConnectionsIsCaptured() {
        captureAtRate(100_000, 3);
        assertThat(sampler.everRationed()).isTrue();
        useUpTheFirstOnes();

        int captured = closesCaptured(4096);

        assertThat(captured).isBetween(1, 1024);
    }

    @Test
    void firstConnectionsOfAPath_areCapturedAtAnyLevel() {
        captureAtRate(100_000, 3);

        assertThat(closesCaptured(64)).isEqualTo(64);
        assertThat(closesCaptured(64)).isLessThan(64);
    }

    @Test
    void oldConnection_isCapturedAtAnyLevel() {
        captureAtRate(100_000, 3);
        useUpTheFirstOnes();
        for (int i = 0; i < 100; i++) {
            Connection c = opened(START);
            assertThat(sampler.mayCaptureClose(c, START + SECOND)).isTrue();
            assertThat(sampler.mayCaptureUse(opened(START), START + SECOND)).isTrue();
        }
    }

    @Test
    void whenItIsQuietAgain_everythingIsCapturedAgain() {
        captureAtRate(100_000, 3);
        useUpTheFirstOnes();
        long now = START + 3 * SECOND;
        for (int i = 0; i < 20; i++) {
            now += SECOND / 5;
            sampler.adapt(now);
        }

        assertThat(closesCaptured(256)).isEqualTo(256);
        assertThat(sampler.everRationed()).isTrue();
    }

    private void useUpTheFirstOnes() {
        for (int i = 0; i < 64; i++) {
            opened(START);
        }
    }

    private int closesCaptured(int connections) {
        int captured = 0;
        for (int i = 0; i < connections; i++) {
            captured += sampler.mayCaptureClose(opened(START + i), START + i) ? 1 : 0;
        }
        return captured;
    }

    /** Captures of other connections, as the agent's thread sees them. */
    private void captureAtRate(int perSecond, int seconds) {
        RawStack elsewhere = new RawStack(2, null);
        sampler.adapt(START);
        for (int tenth = 1; tenth <= 10 * seconds; tenth++) {
            for (int i = 0; i < perSecond / 10; i++) {
                Connection c = new Connection(new FileDescriptor(), this, Transport.NIO, elsewhere, START);
                sampler.mayCaptureUse(c, START);
            }
            sampler.adapt(START + tenth * SECOND / 10);
        }
    }

    private Connection opened(long now) {
        Connection c = new Connection(new FileDescriptor(), this, Transport.NIO, path, now);
        sampler.admit(c);
        return c;
    }
}
