package dev.lastack.it.harness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code tcpdump} at work on one device of a wire. */
public final class Capture implements AutoCloseable {

    private static final Duration QUIET = Duration.ofSeconds(2);

    private final Process tcpdump;
    private final Path file;
    private final Path said;

    private Capture(Process tcpdump, Path file, Path said) {
        this.tcpdump = tcpdump;
        this.file = file;
        this.said = said;
    }

    /** Headers only; returns when it is listening. */
    public static Capture at(List<String> where, String device, String filter) throws IOException {
        Path folder = Layout.newRunFolder("capture");
        Path file = folder.resolve("wire.pcap");
        Path said = folder.resolve("tcpdump.txt");
        List<String> command = new ArrayList<>(where);
        command.addAll(List.of("tcpdump", "-Z", "root", "-n", "-p", "-i", device, "-s", "96", "-B", "65536"));
        command.addAll(List.of("--time-stamp-precision=micro", "-w", file.toString(), filter));
        Process tcpdump = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        Capture capture = new Capture(tcpdump, file, said);
        await().atMost(Bounds.EVENT)
                .until(() -> !tcpdump.isAlive() || capture.said().contains("listening on"));
        return capture;
    }

    /** Tells whether this machine has what it takes. */
    public static boolean possible() {
        return InstalledCommand.runs("tcpdump");
    }

    /** Ends it. Whole, or no capture at all. */
    public Path finish() {
        awaitWhatTheKernelHolds();
        tcpdump.destroy(); // SIGTERM: it writes what it has
        try {
            tcpdump.waitFor(Bounds.EVENT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!said().contains("\n0 packets dropped by kernel")) {
            throw new AssertionError("not all that passed was captured: " + said());
        }
        return file;
    }

    /** tcpdump is given packets a second after they passed at the latest, and leaves at a signal those it has not been given. */
    private void awaitWhatTheKernelHolds() {
        long[] size = {-1};
        await().during(QUIET).atMost(Bounds.EVENT).until(() -> {
            long before = size[0];
            size[0] = Files.size(file);
            return size[0] == before;
        });
    }

    private String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        tcpdump.destroyForcibly();
    }
}
