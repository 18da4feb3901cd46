package dev.lastack.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadCpuTimeTest {

    private static final long WORK_NANOS = 20_000_000;

    private static void work(ThreadCpuTime time, long nanos) {
        long begin = time.nanos();
        long until = System.nanoTime() + 60_000_000_000L;
        while (time.nanos() - begin < nanos) {
            assertThat(System.nanoTime()).isLessThan(until);
        }
    }

    @Test
    void oneThreadsWork_isItsOwnOnly() throws Exception {
        ThreadCpuTime mine = ThreadCpuTime.ofThisThread();
        AtomicReference<ThreadCpuTime> others = new AtomicReference<>();
        Thread other = new Thread(() -> {
            others.set(ThreadCpuTime.ofThisThread());
            work(others.get(), WORK_NANOS);
        });
        long before = mine.nanos();
        other.start();
        other.join();

        assertThat(before).isPositive();
        assertThat(mine.nanos() - before).isLessThan(WORK_NANOS);
        long until = System.nanoTime() + 60_000_000_000L; // the kernel's thread ends a moment after Java's
        while (others.get().nanos() != -1) {
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.onSpinWait();
        }
    }

    @Test
    void timeWithoutAProcessor_isTheSecondNumber(@TempDir Path task) throws Exception {
        Files.writeString(task.resolve("schedstat"), "20000000 31000000 7\n");

        assertThat(ThreadCpuTime.of(task).nanos()).isEqualTo(20_000_000);
        assertThat(ThreadCpuTime.of(task).waitedNanos()).isEqualTo(31_000_000);
    }

    @Test
    void withoutProc_isNotKnown(@TempDir Path empty) {
        assertThat(ThreadCpuTime.ofThisThread(empty).waitedNanos()).isEqualTo(-1);
        assertThat(ThreadCpuTime.ofThisThread(empty).nanos()).isEqualTo(-1);
    }
}
