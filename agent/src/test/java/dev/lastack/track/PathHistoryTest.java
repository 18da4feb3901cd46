package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.Addresses;
import dev.lastack.fixture.Application;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.History;
import dev.lastack.snapshot.History.Series;
import dev.lastack.snapshot.History.Values;
import dev.lastack.track.close.TcpStateNumbers;
import dev.lastack.track.connection.Clock;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.LastAckHooks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

class PathHistoryTest {

    private static final long SECOND = 1_000_000_000L;

    private final FakeProbe probe = new FakeProbe();
    private final FakeFinWatch finWatch = new FakeFinWatch();
    private final TrackerFixture fixture = new TrackerFixture(probe, finWatch);
    private final long begin = System.nanoTime();
    private final List<FileDescriptor> held = new ArrayList<>();

    private History history() {
        synchronized (fixture.codePaths) {
            return fixture.history.history(Clock.now());
        }
    }

    /** As the watcher's thread does. */
    private void after(int seconds) {
        fixture.watcher.takeOver(begin + seconds * SECOND);
    }

    private void remoteCloses(int number) throws IOException {
        probe.state = TcpStateNumbers.CLOSE_WAIT;
        finWatch.events.add(number);
        fixture.watcher.turn();
    }

    private void openTo(int port) {
        FileDescriptor fd = LastAckKernel.descriptor(1_000 + port);
        held.add(fd);
        Application.connects(() ->
                fixture.tracker.opened(fd, fd, LastAckHooks.NIO, false, Addresses.address(10, 0, 0, 5), port, null, 0));
    }

    private static List<Integer> of(Series series, Function<Values, Integer> part) {
        return series.values().stream().map(part).toList();
    }

    @Test
    void leak_isSeenToBegin() throws IOException {
        for (int number : new int[] {7, 8}) {
            held.add(fixture.open(number));
        }
        after(1);
        remoteCloses(7);
        after(2);
        remoteCloses(8);
        after(3);

        History history = history();
        assertThat(history.points()).hasSize(3);
        assertThat(of(history.total(), Values::open)).containsExactly(2, 2, 2);
        assertThat(of(history.total(), Values::closeWait)).containsExactly(0, 1, 2);
        assertThat(of(history.total(), Values::opened)).containsExactly(2, 0, 0);
        assertThat(history.codePaths()).singleElement().satisfies(path -> {
            assertThat(path.since()).isNull();
            assertThat(path.values()).isEqualTo(history.total().values());
        });
    }

    @Test
    void closes_areCountedByWhoClosedFirst() {
        FileDescriptor fd = fixture.open(7);
        after(1);
        fixture.closeAndRelease(fd);
        after(2);

        Series total = history().total();
        assertThat(of(total, Values::closedByLocal)).containsExactly(0, 1);
        assertThat(of(total, Values::closedByRemote)).containsExactly(0, 0);
        assertThat(of(total, Values::open)).containsExactly(1, 0);
    }

    @Test
    void withinASecond_thereIsOnePoint_howeverOftenIsAsked() {
        held.add(fixture.open(7));
        for (int i = 1; i < 50; i++) {
            fixture.watcher.takeOver(begin + i * SECOND / 50);
        }
        assertThat(history().points()).hasSize(1);
        after(2);
        assertThat(history().points()).hasSize(2);
    }

    @Test
    void morePathsThanAreKept_thoseWithFindingsStay() throws IOException {
        openTo(1);
        after(1);
        CodePath first = fixture.onlyPath();
        synchronized (fixture.codePaths) {
            fixture.history.found(Set.of(first.id()));
        }
        for (int port = 2; port <= 80; port++) {
            openTo(port);
        }
        after(2);

        History history = history();
        assertThat(history.codePaths()).hasSize(48);
        assertThat(history.codePaths().get(0).codePath()).isEqualTo(first.id());
        assertThat(history.codePaths().get(0).found()).isTrue();
        assertThat(history.total().values().get(history.points().size() - 1).open())
                .isEqualTo(80);

        // one that came when all places were taken goes bad: it takes the place of one that is well
        openTo(81);
        after(3);
        remoteCloses(1_081);
        after(4);
        History later = history();
        assertThat(later.codePaths()).hasSize(48);
        assertThat(later.total().values().get(later.points().size() - 1).closeWait())
                .isEqualTo(1);
        assertThat(later.codePaths()).anySatisfy(path -> {
            assertThat(path.values().get(path.values().size() - 1).closeWait()).isEqualTo(1);
            assertThat(path.since()).isNotNull();
        });
        assertThat(later.codePaths().get(0).codePath()).isEqualTo(first.id());
    }
}
