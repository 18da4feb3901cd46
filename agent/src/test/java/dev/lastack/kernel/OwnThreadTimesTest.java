package dev.lastack.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnThreadTimesTest {

    @TempDir
    Path process;

    @Test
    void onlyOwnThreads_areCounted_alsoThoseThatHaveEnded() throws IOException {
        OwnThreadTimes times = new OwnThreadTimes(process);
        thread(10, "lastack-watcher", 1_500_000_000L);
        thread(11, "main", 9_000_000_000L);
        thread(12, "lastack-output", 500_000_000L);
        assertThat(times.seconds()).isEqualTo(2.0);

        remove(12);
        assertThat(times.seconds()).isEqualTo(2.0);

        thread(10, "lastack-watcher", 1_600_000_000L);
        thread(12, "lastack-http", 100_000_000L);
        assertThat(times.seconds()).isEqualTo(2.2);
    }

    /** Both looks find the number; it is another thread's at the second. */
    @Test
    void reusedNumber_doesNotTakeTimeAway() throws IOException {
        OwnThreadTimes times = new OwnThreadTimes(process);
        thread(10, "lastack-watcher", 2_000_000_000L);
        assertThat(times.seconds()).isEqualTo(2.0);

        thread(10, "lastack-http", 500_000_000L);
        assertThat(times.seconds()).isEqualTo(2.5);
    }

    /** Of thousands of the application's, the names are read now and then only. */
    @Test
    void applicationsThread_isNotAskedForItsNameEachTime_butNotTakenForOneForEver() throws IOException {
        OwnThreadTimes times = new OwnThreadTimes(process);
        thread(10, "lastack-watcher", 2_000_000_000L);
        thread(11, "main", 9_000_000_000L);
        assertThat(times.seconds()).isEqualTo(2.0);

        thread(11, "lastack-http", 500_000_000L); // its number is another thread's now
        assertThat(times.seconds()).isEqualTo(2.0);
        double later = 0;
        for (int look = 0; look < 16; look++) {
            later = times.seconds();
        }
        assertThat(later).isEqualTo(2.5);
    }

    @Test
    void whereTheKernelDoesNotTell_itIsNotKnown() throws IOException {
        assertThat(new OwnThreadTimes(process).seconds()).isNegative();
        Files.createDirectories(process.resolve("task/10"));
        Files.writeString(process.resolve("task/10/comm"), "lastack-watcher\n");
        assertThat(new OwnThreadTimes(process).seconds()).isNegative();
    }

    private void thread(int number, String name, long nanos) throws IOException {
        Path thread = Files.createDirectories(process.resolve("task/" + number));
        Files.writeString(thread.resolve("comm"), name + "\n");
        Files.writeString(thread.resolve("schedstat"), nanos + " 12345 67\n");
    }

    private void remove(int number) throws IOException {
        Path thread = process.resolve("task/" + number);
        Files.delete(thread.resolve("comm"));
        Files.delete(thread.resolve("schedstat"));
        Files.delete(thread);
    }
}
