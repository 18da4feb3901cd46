package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.Application;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.sampling.CaptureSampler;
import java.net.InetSocketAddress;
import java.net.LastAckNettySink;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Captures of Netty channels that all live alike: what is compared is who asked. */
class NettyOpenerProfileTest {

    private static final int NUMBER = 1000;

    /** Enough for a firm habit, of which few are in the sample. */
    private static final int MANY = 5_000;

    private static final InetSocketAddress REMOTE = new InetSocketAddress(TrackerFixture.REMOTE, 443);
    private static final InetSocketAddress LISTENER = new InetSocketAddress(TrackerFixture.LISTENER, 8080);

    private final TrackerFixture fixture = new TrackerFixture(new FakeProbe(), new FakeFinWatch());
    private final LastAckNettySink netty = fixture.tracker.netty();
    private final Object channel = new Object();

    @Test
    void channelsThatAllLiveAlike_areCapturedInSamples() {
        AtomicInteger captured = new AtomicInteger();
        live(c -> {
            write();
            captured.addAndGet(c.captures().writeStack == null ? 0 : 1);
        });

        assertThat(captured.get()).isBetween(64, MANY / 10);
    }

    @Test
    void channelsThatSwitchReadingOff_areAllCaptured() {
        AtomicInteger captured = new AtomicInteger();
        live(c -> {
            switchReadingOff();
            captured.addAndGet(c.netty().readingOffStack == null ? 0 : 1);
        });

        assertThat(captured.get()).isEqualTo(MANY);
    }

    @Test
    void firstToSwitchReadingOffOutsideTheSample_isCaptured() {
        Connection one = openOutsideTheSample();
        switchReadingOff();

        assertThat(one.netty().readingOffStack).isNotNull();
    }

    @Test
    void oneOutsideTheSampleThatStays_isShownWithItsSiblingsSiteAsNotExact() {
        openOutsideTheSample();
        Application.closes(() -> netty.writeAsked(channel, null, NUMBER));

        OpenConnection shown = fixture.onlyOpen();
        assertThat(shown.lastWrite().stack().culprit().methodName()).isEqualTo("uses");
        assertThat(shown.lastWrite().exact()).isFalse();
    }

    /** It was asked for while the channel was young, and is done later, on an event loop. */
    @Test
    void closeOutsideTheSample_isNotTakenForNettysOwn() {
        live(c -> {
            Application.closes(() -> netty.closeAsked(channel, null, NUMBER));
            c.openedNanos -= 1_000_000_000L;
        });

        assertThat(fixture.onlyPath().ended().closedBy())
                .singleElement()
                .extracting(closed -> closed.stack().culprit().methodName())
                .isEqualTo("closes");
    }

    private void live(Consumer<Connection> use) {
        for (int turn = 0; turn < MANY; turn++) {
            Connection c = open();
            use.accept(c);
            end();
        }
    }

    private Connection openOutsideTheSample() {
        for (int turn = 0; turn < MANY; turn++) {
            Connection c = open();
            if (c.ration != CaptureSampler.NOTHING_LEFT_OUT) {
                return c;
            }
            write();
            end();
        }
        throw new AssertionError("all are in the sample");
    }

    private Connection open() {
        netty.registering(channel, null, NUMBER, "netty-epoll", true, REMOTE, LISTENER);
        return fixture.table.at(NUMBER);
    }

    private void write() {
        Application.uses(() -> netty.writeAsked(channel, null, NUMBER));
    }

    private void switchReadingOff() {
        Application.uses(() -> netty.readingSwitchedOff(channel, null, NUMBER));
    }

    private void end() {
        Application.closes(() -> netty.closeAsked(channel, null, NUMBER));
        netty.closing(channel, NUMBER);
        netty.released(NUMBER);
        fixture.takeOverLater();
    }
}
