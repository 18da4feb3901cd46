package dev.lastack.launch;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.kernel.ThreadCpuTime;
import dev.lastack.report.ReportWriter;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.Trigger;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place where reports go, and at most one thread that writes there: an output that nobody reads, or a file system
 * that does not answer, holds back nothing but that thread. Thread-safe; no lock is held while something is written.
 */
final class ReportOutput {

    /** What a report is made of. */
    record Content(Snapshot snapshot, List<Finding> findings) {}

    /** How it is written. May block for ever. */
    interface Writing {
        void write(String destination, Content content);
    }

    private final String destination;
    private final Writing writing;

    // guarded by this
    private @Nullable Content waiting;
    private boolean hasLast;
    private @Nullable Thread thread;

    /** Of the thread that writes. */
    private volatile @Nullable ThreadCpuTime cpuTime;

    ReportOutput(String destination, Writing writing) {
        this.destination = destination;
        this.writing = writing;
    }

    static ReportOutput to(String destination, PrintStream err) {
        return new ReportOutput(
                destination,
                (where, content) -> new ReportWriter(
                                List.of(where), content.snapshot().jvm().pid(), err)
                        .write(content.snapshot(), content.findings()));
    }

    String destination() {
        return destination;
    }

    synchronized boolean isIdle() {
        return thread == null;
    }

    /**
     * Has it written, after the one that is being written now; one that waits already is left out. Nothing comes after
     * that of the JVM's end: one of an interval may have been begun before it, and be ready later.
     */
    synchronized void offer(Content content) {
        if (hasLast) {
            return;
        }
        hasLast = content.snapshot().trigger() == Trigger.EXIT;
        waiting = content;
        if (thread == null) {
            Thread fresh = new Thread(null, this::writeAll, "lastack-output");
            fresh.setDaemon(true);
            fresh.setContextClassLoader(null);
            fresh.start();
            thread = fresh;
        }
    }

    /** For how long its thread could have written and had no processor; -1 where that is not known. */
    long starvedNanos() {
        ThreadCpuTime known = cpuTime;
        return known == null ? -1 : known.waitedNanos();
    }

    private void writeAll() {
        cpuTime = ThreadCpuTime.ofThisThread();
        for (Content next = next(); next != null; next = next()) {
            try {
                writing.write(destination, next);
            } catch (Throwable e) {
                // a writer says itself what went wrong; and the next report may have better luck
            }
        }
    }

    private synchronized @Nullable Content next() {
        Content next = waiting;
        waiting = null;
        if (next == null) {
            thread = null;
            notifyAll();
        }
        return next;
    }

    /** False where something is still unwritten at that {@link System#nanoTime}. */
    synchronized boolean awaitIdle(long deadline) throws InterruptedException {
        while (thread != null) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }
}
