package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.track.connection.Connection;
import java.io.FileDescriptor;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** The sweep for data that nobody reads, at its shortest interval. */
class StalledTest {

    private static final int NUMBER = 1000;

    private final FakeProbe probe = new FakeProbe();
    private final TrackerFixture fixture = new TrackerFixture(probe, new FakeFinWatch(), 0);
    private final FileDescriptor fd = fixture.open(NUMBER);
    private final Connection c = fixture.table.get(fd);

    @Test
    void dataThatNobodyReads_isFound() throws IOException {
        probe.unreadBytes = 300;

        turnUntil(() -> c.captures().unreadSinceNanos != 0);

        assertThat(c.captures().unreadSinceNanos).isNotZero();
    }

    @Test
    void timeOfUnreadData_isWhenItWasFirstFound() throws IOException {
        probe.unreadBytes = 300;
        turnUntil(() -> c.captures().unreadSinceNanos != 0);
        long first = c.captures().unreadSinceNanos;
        turnForTwoSweeps();

        assertThat(c.captures().unreadSinceNanos).isEqualTo(first);
    }

    @Test
    void read_startsTheTimeAnew() throws IOException {
        probe.unreadBytes = 300;
        turnUntil(() -> c.captures().unreadSinceNanos != 0);
        long first = c.captures().unreadSinceNanos;
        fixture.tracker.read(fd);
        probe.unreadBytes = 0;
        turnUntil(() -> c.captures().unreadSinceNanos == 0);
        assertThat(c.captures().unreadSinceNanos).isZero();

        probe.unreadBytes = 300;
        turnUntil(() -> c.captures().unreadSinceNanos != 0);
        assertThat(c.captures().unreadSinceNanos).isGreaterThan(first);
    }

    @Test
    void connectionWithNothingToRead_isNotStalled() throws IOException {
        turnForTwoSweeps();

        assertThat(c.captures().unreadSinceNanos).isZero();
    }

    @Test
    void silentKernel_isNotAsked() throws IOException {
        probe.works = false;
        probe.unreadBytes = 300;
        turnForTwoSweeps();

        assertThat(c.captures().unreadSinceNanos).isZero();
    }

    private void turnForTwoSweeps() throws IOException {
        long until = System.nanoTime() + 60_000_000L;
        turnUntil(() -> System.nanoTime() > until);
    }

    private void turnUntil(BooleanSupplier condition) throws IOException {
        long until = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            fixture.watcher.turn();
        }
    }
}
