package dev.lastack.track.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastack.snapshot.Transport;
import dev.lastack.track.stack.RawStack;
import java.io.FileDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

class DescriptorTableTest {

    private final DescriptorTable table = new DescriptorTable();

    @Test
    void recordIsFoundByItsOwnDescriptorObjectOnly() {
        Connection c = record(7);
        table.put(c);

        assertThat(table.get(c.fd)).isSameAs(c);
        assertThat(table.get(LastAckKernel.descriptor(7))).isNull();
        assertThat(table.at(7)).isSameAs(c);
    }

    @Test
    void everyNumber_hasItsOwnPlace() {
        List<Connection> all = new ArrayList<>();
        for (int number = 0; number < 3000; number++) {
            Connection c = record(number);
            assertThat(table.put(c)).isNull();
            all.add(c);
        }

        assertThat(all).allMatch(c -> table.get(c.fd) == c);
        List<Connection> found = new ArrayList<>();
        table.forEach(found::add);
        assertThat(found).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void numberPutAgain_givesTheRecordWhoseReleaseWasMissed() {
        Connection first = record(7);
        Connection second = record(7);
        table.put(first);

        assertThat(table.put(second)).isSameAs(first);
        assertThat(table.get(first.fd)).isNull();
        assertThat(table.get(second.fd)).isSameAs(second);
    }

    @Test
    void lateRemoval_doesNotTakeTheNumbersNextOwner() {
        Connection first = record(7);
        Connection second = record(7);
        table.put(first);
        table.put(second);
        table.remove(first);

        assertThat(table.at(7)).isSameAs(second);
    }

    @Test
    void numbersOutOfRange_areNotFoundAndNotTaken() {
        assertThat(table.at(-1)).isNull();
        assertThat(table.at(Integer.MAX_VALUE)).isNull();
        assertThat(table.get(new FileDescriptor())).isNull();
        assertThatThrownBy(() -> table.put(record(1 << 22))).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(table.put(record((1 << 22) - 1))).isNull();
    }

    /** As the kernel gives numbers out: each to one owner at a time, to any thread next. */
    @Test
    void threadsThatOpenAndRelease_neverSeeAnothersRecord() throws Exception {
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        long until = System.nanoTime() + 500_000_000L;
        List<Callable<Long>> workers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int offset = t;
            workers.add(() -> openAndRelease(offset, threads, until));
        }
        try {
            for (Future<Long> rounds : pool.invokeAll(workers)) {
                assertThat(rounds.get()).isGreaterThan(100);
            }
        } finally {
            pool.shutdownNow();
        }
        table.forEach(c -> assertThat(c).isNull());
    }

    private long openAndRelease(int offset, int step, long until) {
        long rounds = 0;
        for (int i = 0; System.nanoTime() < until; i = (i + 1) % 2048) {
            Connection c = record(i * step + offset);
            if (table.put(c) != null || table.get(c.fd) != c) {
                throw new AssertionError("the place of " + (i * step + offset) + " is another's");
            }
            table.remove(c);
            if (table.get(c.fd) != null) {
                throw new AssertionError("still there");
            }
            rounds++;
        }
        return rounds;
    }

    private static Connection record(int number) {
        FileDescriptor fd = LastAckKernel.descriptor(number);
        return new Connection(fd, fd, Transport.NIO, RawStack.NONE, 1);
    }
}
