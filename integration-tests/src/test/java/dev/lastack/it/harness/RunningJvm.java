package dev.lastack.it.harness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/** A started program. Closing it kills this one process if it still runs. */
public final class RunningJvm implements AutoCloseable {

    private static final Duration BETWEEN_REPORTS = Duration.ofMillis(300);

    private final Process process;
    private final Path folder;
    private final Path report;

    RunningJvm(Process process, Path folder, Path report) {
        this.process = process;
        this.folder = folder;
        this.report = report;
    }

    /** Waits for a line on standard output that begins with this word, and gives what follows it. */
    public String awaitLine(String word) {
        return await().alias("line '" + word + "' from " + folder)
                .atMost(Bounds.EVENT)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> lines(word), lines -> !lines.isEmpty())
                .get(0);
    }

    /** Says a line, and waits for one more that begins with this word; gives what follows it. */
    public String ask(String line, String word) {
        int before = lines(word).size();
        say(line);
        return await().alias("answer '" + word + "' to '" + line + "' from " + folder)
                .atMost(Bounds.EVENT)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> lines(word), answers -> answers.size() > before)
                .get(before);
    }

    /** Where its output goes. */
    public Path folder() {
        return folder;
    }

    public long pid() {
        return process.pid();
    }

    /** A line on its standard input. */
    public void say(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code report} says of it now; the agent has to be there. */
    public Report report() {
        return CommandLine.loaded()
                .run("report", pid(), "--format", "json")
                .succeeded()
                .report();
    }

    /** The first report that is as it must become; one after the other is asked for. */
    public Report awaitReport(Predicate<Report> complete) {
        AtomicReference<Report> last = new AtomicReference<>();
        try {
            await().atMost(Bounds.EVENT).pollInterval(BETWEEN_REPORTS).until(() -> {
                last.set(report());
                return complete.test(last.get());
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not complete: " + last.get().findingsAboveInfo(), e);
        }
        return last.get();
    }

    /** SIGTERM, by this process's own handle. */
    public void terminate() {
        process.destroy();
    }

    public FinishedJvm awaitEnd() {
        try {
            if (!process.waitFor(Bounds.PROGRAM.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + Bounds.PROGRAM + ": " + folder + stderr());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + folder, e);
        }
        return new FinishedJvm(process.exitValue(), folder, report);
    }

    /** A killed JVM leaves its socket for attaching, which keeps another user's JVM from having one under that number. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Files.deleteIfExists(Path.of("/tmp/.java_pid" + process.pid()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Only whole lines count: the last one may still be being written. */
    private List<String> lines(String word) {
        if (!process.isAlive() && !written().contains(word)) {
            throw new AssertionError(
                    "ended with " + process.exitValue() + " before it printed " + word + ": " + folder + stderr());
        }
        String written = written();
        return written.substring(0, written.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith(word + " ") || line.equals(word))
                .map(line -> line.substring(word.length()).trim())
                .toList();
    }

    private String written() {
        return read("stdout.txt");
    }

    private String stderr() {
        return "; standard error: " + read("stderr.txt");
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
