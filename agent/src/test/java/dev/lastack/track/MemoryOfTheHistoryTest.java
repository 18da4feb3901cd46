package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.fixture.Addresses;
import dev.lastack.fixture.Application;
import dev.lastack.track.connection.Clock;
import java.io.FileDescriptor;
import java.net.LastAckHooks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

/** Measures what decision 0043 promises: the history of more code paths than it keeps holds less than 400 KB, for ever. */
class MemoryOfTheHistoryTest {

    private static final long BYTES = 400 * 1024;

    private static final int KEPT = 48;
    private static final int PATHS = 200;

    /** Six of nine rings are full then; those of the others lie there from the beginning. */
    private static final int LOOKS = 32 * 4 * 4 * 4 * 4 * 4;

    /** The text of what was live before. */
    private static final Set<String> OF_THE_TEST = Set.of("[B", "java.lang.String");

    private static final long SECOND = 1_000_000_000L;

    private final TrackerFixture fixture = new TrackerFixture(new FakeProbe(), new FakeFinWatch());
    private final List<FileDescriptor> held = new ArrayList<>();
    private final long begin = System.nanoTime();

    private void openTo(int firstPort, int lastPort) {
        for (int number = firstPort; number <= lastPort; number++) {
            int port = number;
            FileDescriptor fd = LastAckKernel.descriptor(1_000 + port);
            held.add(fd);
            Application.connects(() -> fixture.tracker.opened(
                    fd, fd, LastAckHooks.NIO, false, Addresses.address(10, 0, 0, 5), port, null, 0));
        }
    }

    private void look(int fromSecond, int toSecond) {
        synchronized (fixture.codePaths) {
            for (int i = fromSecond; i <= toSecond; i++) {
                fixture.history.sampleIfDue(begin + i * SECOND);
            }
        }
    }

    /** What this JVM has more of than before, by class: the code paths and the records were there before. */
    private static long bytes(LiveObjects before) throws JMException {
        return KEPT
                * LiveObjects.now().bytesOfEach(KEPT, before).entrySet().stream()
                        .filter(entry -> !OF_THE_TEST.contains(entry.getKey()))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
    }

    @Test
    void history_holdsWhatWasPromised_andGrowsNoMore() throws JMException {
        openTo(1, PATHS);
        fixture.watcher.takeOver(begin);
        LiveObjects before = LiveObjects.now();

        look(1, 2);
        long first = bytes(before);
        look(3, LOOKS);
        long full = bytes(before);

        assertThat(fixture.history.history(Clock.now()).codePaths()).hasSize(KEPT);
        assertThat(full).as("bytes").isBetween(BYTES / 2, BYTES);
        assertThat(full).as("bytes after %d looks", LOOKS).isLessThanOrEqualTo(first + first / 20);
    }
}
