package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.kernel.Linger;
import java.io.FileDescriptor;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

class LingerTest {

    private static final int NUMBER = 1000;

    private final FakeProbe probe = new FakeProbe();
    private final TrackerFixture fixture = new TrackerFixture(probe, new FakeFinWatch());

    /** Issue 16: what a hook has seen, the kernel is not asked. */
    @Test
    void lingerSetWhereItIsSeen_isNotAskedAtClose_andMakesItAbortive() {
        FileDescriptor zero = fixture.open(NUMBER);
        fixture.tracker.lingerSet(zero, 5);
        fixture.tracker.lingerSet(zero, 0);
        fixture.closeAndRelease(zero);
        assertThat(probe.lingerAsked).isEqualTo(Linger.ZERO);

        FileDescriptor off = fixture.open(NUMBER);
        fixture.tracker.lingerSet(off, 0);
        fixture.tracker.lingerSet(off, -1);
        fixture.closeAndRelease(off);
        assertThat(probe.lingerAsked).isEqualTo(Linger.NOT_ZERO);

        fixture.closeAndRelease(fixture.open(NUMBER));
        assertThat(probe.lingerAsked).isEqualTo(Linger.NOT_ZERO);
    }

    @Test
    void lingerSetBeforeThereIsARecord_isAsked_ofAllWhoseOwnIsNotKnown() {
        fixture.tracker.lingerSet(LastAckKernel.descriptor(NUMBER + 1), -1);
        fixture.closeAndRelease(fixture.open(NUMBER));
        assertThat(probe.lingerAsked).isEqualTo(Linger.NOT_ZERO);

        fixture.tracker.lingerSet(LastAckKernel.descriptor(NUMBER + 1), 0);
        fixture.closeAndRelease(fixture.open(NUMBER));
        assertThat(probe.lingerAsked).isEqualTo(Linger.UNKNOWN);

        FileDescriptor known = fixture.open(NUMBER);
        fixture.tracker.lingerSet(known, 7);
        fixture.closeAndRelease(known);
        assertThat(probe.lingerAsked).isEqualTo(Linger.NOT_ZERO);
    }

    /** A connection from before the watch may have it too; and natives of Netty's nobody hooks. */
    @Test
    void unseenByNature_isAsked() {
        fixture.tracker.lingerMayBeUnseen();
        fixture.closeAndRelease(fixture.open(NUMBER));

        assertThat(probe.lingerAsked).isEqualTo(Linger.UNKNOWN);
    }
}
