package dev.lastack.launch;

import dev.lastack.found.NewFindings;
import dev.lastack.jfr.FlightRecorderEvents;
import dev.lastack.metrics.Readings;
import dev.lastack.track.Tracking;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Gives out events from the moment on at which somebody records, and not before: LastAck never begins with the flight
 * recorder, which costs tens of milliseconds and a few megabytes that nobody may have asked for. That somebody records
 * is seen by the class of the API that every recording needs, of {@code -XX:StartFlightRecording}, which comes after
 * premain, and of {@code jcmd JFR.start} alike.
 */
final class Recordings implements ClassFileTransformer {

    private static final String MODULE = "jdk.jfr";
    private static final String RECORDING = "jdk/jfr/Recording";

    private static final int NAP_MILLIS = 10;
    private static final int LONG_NAP_MILLIS = 1_000;

    /** For its thread, which may be loading classes. */
    private static final long END_MILLIS = 5_000;

    private final Instrumentation instrumentation;
    private final OwnThreads threads;
    private final Tracking tracking;
    private final Readings readings;
    private final NewFindings findings;
    private final SnapshotSource source;

    // guarded by this
    private @Nullable Thread beginning;
    private @Nullable Runnable end;
    private boolean ended;

    Recordings(
            Instrumentation instrumentation,
            OwnThreads threads,
            Tracking tracking,
            Readings readings,
            NewFindings findings,
            SnapshotSource source) {
        this.instrumentation = instrumentation;
        this.threads = threads;
        this.tracking = tracking;
        this.readings = readings;
        this.findings = findings;
        this.source = source;
    }

    /** Nothing to do where the JDK's module is not there. */
    void begin() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return;
        }
        // with those that may transform anew: one more kind of transformer would cost each class a copy of its bytes
        instrumentation.addTransformer(this, true);
        for (Class<?> loaded : instrumentation.getInitiatedClasses(null)) {
            if (loaded.getName().equals("jdk.jfr.Recording")) {
                somebodyRecords();
                return;
            }
        }
    }

    /** On whatever thread loads the class, with locks of class loading held. */
    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String internalName,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (loader == null && RECORDING.equals(internalName)) {
            try {
                somebodyRecords();
            } catch (RuntimeException | Error e) {
                // no thread to be had: no events
            }
        }
        return null;
    }

    private synchronized void somebodyRecords() {
        if (beginning == null && !ended) {
            beginning = threads.start("lastack-jfr", new Beginning());
        }
    }

    /** No lambda: that would be made with locks of class loading held. */
    private final class Beginning implements Runnable {

        @Override
        public void run() {
            try {
                beginEvents();
            } catch (InterruptedException e) {
                // detached before that
            } catch (RuntimeException | Error e) {
                source.note("no events for the flight recorder: " + e);
            }
        }
    }

    private void beginEvents() throws InterruptedException {
        instrumentation.removeTransformer(this);
        int nap = NAP_MILLIS;
        while (!FlightRecorderEvents.mayBegin()) {
            Thread.sleep(nap);
            nap = Math.min(LONG_NAP_MILLIS, nap + 1);
        }
        SpareDescriptors.require(SpareDescriptors.TO_BEGIN);
        keep(FlightRecorderEvents.begin(readings, findings));
    }

    private synchronized void keep(FlightRecorderEvents fresh) {
        if (ended) {
            fresh.close();
        } else {
            tracking.endListener(fresh);
            end = fresh::close;
        }
    }

    /** Nothing of it is left after that. */
    void stop() throws InterruptedException {
        Thread present;
        Runnable over;
        synchronized (this) {
            ended = true;
            present = beginning;
            over = end;
            end = null;
        }
        instrumentation.removeTransformer(this);
        tracking.endListener(null);
        if (present != null) {
            present.interrupt();
            present.join(END_MILLIS);
        }
        if (over != null) {
            over.run();
        }
    }
}
