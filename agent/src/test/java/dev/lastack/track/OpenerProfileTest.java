package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.Application;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.track.connection.Captures;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.sampling.CaptureSampler;
import java.io.FileDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Captures of connections that all live alike. */
class OpenerProfileTest {

    private static final int NUMBER = 1000;

    /** Enough for a firm habit, of which few are in the sample. */
    private static final int MANY = 20_000;

    private final FakeProbe probe = new FakeProbe();
    private final TrackerFixture fixture = new TrackerFixture(probe, new FakeFinWatch());
    private final List<FileDescriptor> held = new ArrayList<>();

    /** What becomes of the connection of that turn. */
    private interface Fate {
        void of(int turn, FileDescriptor fd);
    }

    @Test
    void connectionsThatAllLiveAlike_areCapturedInSamples() {
        int[] captured = new int[2];
        open(MANY, (turn, fd) -> {
            Connection c = fixture.table.get(fd);
            live(fd);
            captured[2 * turn / MANY] += c.capturesOrNull() == null ? 0 : 1;
        });

        assertThat(captured[0]).isBetween(64, 1_000);
        assertThat(captured[1]).isBetween(1, 100);
    }

    @Test
    void countsAndFirstClosers_areNeverSampled() {
        open(MANY, (turn, fd) -> live(fd));

        assertThat(fixture.onlyPath().opened()).isEqualTo(MANY);
        assertThat(fixture.onlyPath().ended().firstCloser().local()).isEqualTo(MANY);
    }

    @Test
    void whileOneStays_theLaterOnesAreExact() {
        open(MANY + 100, (turn, fd) -> {
            if (turn == MANY) {
                held.add(fd);
            } else if (turn > MANY) {
                use(fd);
                fixture.tracker.endOfStream(fd);
                Captures captures = fixture.table.get(fd).captures();
                assertThat(captures.readStack).isNotNull();
                assertThat(captures.writeStack).isNotNull();
                assertThat(captures.eofStack).isNotNull();
                close(fd);
                assertThat(captures.closeStack).isNotNull();
            } else {
                live(fd);
            }
        });
    }

    @Test
    void afterTheOneThatStayed_samplesAreEnoughAgain() {
        int[] captured = new int[1];
        open(MANY, (turn, fd) -> {
            Connection c = fixture.table.get(fd);
            use(fd);
            if (turn == MANY / 2) {
                fixture.takeOverLater();
            }
            close(fd);
            captured[0] += turn > MANY / 2 && c.capturesOrNull() != null ? 1 : 0;
        });

        assertThat(captured[0]).isBetween(1, 100);
    }

    @Test
    void oneOutsideTheSampleThatStays_isShownWithItsSiblingsSitesAsNotExact() {
        openOneOutsideTheSample(this::use);

        OpenConnection shown = fixture.onlyOpen();
        assertThat(shown.lastRead().exact()).isFalse();
        assertThat(shown.lastRead().stack().isEmpty()).isFalse();
        assertThat(shown.lastWrite().stack().isEmpty()).isFalse();
    }

    @Test
    void oneOutsideTheSampleThatStays_isExactFromItsNextUseOn() {
        openOneOutsideTheSample(fd -> {
            use(fd);
            fixture.table.get(fd).openedNanos -= 1_000_000_000L;
            use(fd);
            fixture.tracker.endOfStream(fd);
        });

        assertThat(fixture.onlyOpen().lastRead().exact()).isTrue();
        assertThat(fixture.onlyOpen().eof().exact()).isTrue();
    }

    @Test
    void endOfStreamOutsideTheSample_isTimedAndNotExact() {
        openOneOutsideTheSample(fixture.tracker::endOfStream);

        OpenConnection shown = fixture.onlyOpen();
        assertThat(shown.eof()).isNotNull();
        assertThat(shown.eof().exact()).isFalse();
        assertThat(shown.eof().at()).isEqualTo(shown.remoteClosedAt());
    }

    @Test
    void connectionsThatEndInDifferentPlaces_areAllCaptured() {
        open(1_000, (turn, fd) -> {
            use(fd);
            if (turn % 2 == 0) {
                close(fd);
            } else {
                fixture.tracker.closing(fd);
                fixture.tracker.released(fd);
            }
        });

        assertThat(fixture.onlyPath().ended().closedBy())
                .extracting(s -> s.count())
                .containsExactly(500L, 500L);
    }

    @Test
    void connectionsThatEndWithoutClose_areNoHabit() {
        open(1_000, (turn, fd) -> {
            use(fd);
            fixture.table.get(fd).clear();
            fixture.tracker.released(fd);
        });

        assertThat(fixture.onlyPath().ended().lastUsedBy())
                .extracting(s -> s.count())
                .containsExactly(1_000L);
    }

    /** All from one line: the stack of the open is what the connections have in common. */
    private void open(int turns, Fate fate) {
        for (int turn = 0; turn < turns; turn++) {
            FileDescriptor fd = fixture.open(NUMBER + held.size());
            fate.of(turn, fd);
            fixture.takeOverLater();
        }
    }

    private void openOneOutsideTheSample(Consumer<FileDescriptor> fate) {
        open(MANY, (turn, fd) -> {
            if (held.isEmpty() && turn > MANY / 2 && fixture.table.get(fd).ration != CaptureSampler.NOTHING_LEFT_OUT) {
                held.add(fd);
                fate.accept(fd);
            } else {
                live(fd);
            }
        });
        assertThat(held).hasSize(1);
    }

    private void live(FileDescriptor fd) {
        use(fd);
        close(fd);
    }

    private void close(FileDescriptor fd) {
        fixture.closeAndRelease(fd);
    }

    private void use(FileDescriptor fd) {
        Application.uses(() -> {
            fixture.tracker.written(fd, 1);
            fixture.tracker.read(fd);
        });
    }
}
