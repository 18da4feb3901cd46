package dev.lastack.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.kernel.AcceptQueues.Queue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceptQueuesTest {

    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    @TempDir
    private Path proc;

    private static String row(String local, String state, int queued, long inode) {
        return "   0: %s 0100007F:C001 %s 00000000:%08X 00:00000000 00000000     0        0 %d 1 0 100 0 0 10 0\n"
                .formatted(local, state, queued, inode);
    }

    private Queue of(long inode, String... rows) throws IOException {
        Path net = Files.createDirectories(proc.resolve("self/net"));
        Files.writeString(net.resolve("tcp"), HEAD + String.join("", rows));
        return new AcceptQueues(proc).of(inode);
    }

    @Test
    void queue_isTheListeners_andItsClosedOnesHaveNoDescriptor() throws IOException {
        assertThat(of(
                        77,
                        row("0100007F:1F90", "0A", 3, 77),
                        row("0100007F:1F91", "0A", 5, 78),
                        row("0100007F:1F90", "08", 1, 0),
                        row("0100007F:1F90", "08", 1, 0),
                        row("0100007F:1F90", "01", 0, 0), // waits, and its client is there still
                        row("0100007F:1F90", "08", 1, 99), // accepted: it has a descriptor
                        row("0100007F:1F91", "08", 1, 0))) // another listener's
                .isEqualTo(new Queue(3, 2));
    }

    /** The kernel gives the table in pieces; meanwhile rows move. */
    @Test
    void rowsToldTwice_areNotMoreThanWait() throws IOException {
        String twice = row("0100007F:1F90", "08", 1, 0);

        assertThat(of(77, row("0100007F:1F90", "0A", 2, 77), twice, twice, twice))
                .isEqualTo(new Queue(2, 2));
    }

    @Test
    void listenerThatIsGone_hasNoQueue() throws IOException {
        assertThat(of(77, row("0100007F:1F90", "0A", 3, 78))).isNull();
    }
}
