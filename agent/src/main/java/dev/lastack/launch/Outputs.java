package dev.lastack.launch;

import dev.lastack.found.NewFindings;
import dev.lastack.kernel.ThreadCpuTime;
import dev.lastack.metrics.Readings;
import dev.lastack.metrics.SharedReadings;
import dev.lastack.notify.Notifications;
import dev.lastack.notify.Surroundings;
import dev.lastack.track.Tracking;
import java.lang.instrument.Instrumentation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All ways out but the reports: metrics, notifications, events. */
final class Outputs {

    private final OwnThreads threads;
    private final Reporter reporter;
    private final NewFindings findings;
    private final MetricsOutputs metrics;
    private final Recordings recordings;
    private volatile @Nullable Notifications notifications;

    Outputs(Tracking tracking, SnapshotSource source, Reporter reporter, Instrumentation instrumentation) {
        this.threads = new OwnThreads(tracking);
        this.reporter = reporter;
        MetricsReadings anew = new MetricsReadings(source, tracking, reporter::settings);
        Readings readings =
                new SharedReadings(anew, () -> ThreadCpuTime.ofThisThread().nanos());
        this.findings = new NewFindings(readings, anew::atExit);
        this.metrics = new MetricsOutputs(threads, source, readings, findings, reporter, instrumentation);
        this.recordings = new Recordings(instrumentation, threads, tracking, readings, findings, source);
    }

    /** @param early before the application's main method: what would disturb its begin waits for it */
    void begin(boolean early) throws InterruptedException {
        recordings.begin();
        changeNotifications();
        metrics.begin(early);
    }

    /** After a change of the settings. */
    void change() throws InterruptedException {
        changeNotifications();
        metrics.change();
    }

    /** Without any nothing is loaded. */
    private synchronized void changeNotifications() throws InterruptedException {
        List<String> asked = reporter.settings().notifies();
        Notifications present = notifications;
        if (present == null && !asked.isEmpty()) {
            present = new Notifications(
                    findings,
                    new Surroundings(
                            threads::start, reporter::say, () -> SpareDescriptors.require(SpareDescriptors.TO_BEGIN)));
            notifications = present;
        }
        if (present != null) {
            present.change(asked);
        }
    }

    /** @param deadline {@link System#nanoTime} by which to be done */
    void jvmEnds(long deadline) {
        metrics.jvmEnds(deadline);
        Notifications present = notifications;
        if (present != null) {
            lookForTheLastTime(deadline);
            present.jvmEnds(deadline);
        }
    }

    /** Another look may be under way for long. */
    private void lookForTheLastTime(long deadline) {
        if (deadline - System.nanoTime() > 0) {
            try {
                BoundedTask.begin("lastack-last-look", findings::lookForTheLastTime)
                        .awaitDone(deadline);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Nothing of them is left after that. */
    void stop() throws InterruptedException {
        recordings.stop();
        Notifications present = notifications;
        if (present != null) {
            present.stop();
        }
        metrics.stop();
        findings.stop();
        threads.end();
    }
}
