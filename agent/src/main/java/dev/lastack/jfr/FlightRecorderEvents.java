package dev.lastack.jfr;

import dev.lastack.found.FindingListener;
import dev.lastack.found.NewFinding;
import dev.lastack.found.NewFindings;
import dev.lastack.metrics.Reading;
import dev.lastack.metrics.Readings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.EndedConnection;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.track.path.EndListener;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;

/**
 * LastAck's events, from their registration to their end. The recorder must have been initialised, by whoever records.
 * What nobody has enabled costs a question.
 */
public final class FlightRecorderEvents implements EndListener, AutoCloseable {

    static final List<Class<? extends Event>> TYPES = List.of(
            ConnectionEndEvent.class,
            RemoteClosedEvent.class,
            StillOpenEvent.class,
            FindingEvent.class,
            ConnectionStatisticsEvent.class);

    /** At the end of a chunk, of those in CLOSE_WAIT: a leak is told by fewer. */
    private static final int MOST_OPEN = 1_000;

    private final Readings readings;
    private final EventType connectionEnd;
    private final EventType remoteClosed;
    private final EventType finding;
    private final NewFindings.Subscription findings;
    private final Runnable statisticsHook = this::statistics;
    private final Runnable stillOpenHook = this::stillOpen;
    private final Runnable findingsHook = this::findingsAtChunkEnd;

    private final EventTimes times = new EventTimes();

    private FlightRecorderEvents(Readings readings, NewFindings newFindings) {
        this.readings = readings;
        times.begin(new ConnectionEndEvent());
        connectionEnd = EventType.getEventType(ConnectionEndEvent.class);
        remoteClosed = EventType.getEventType(RemoteClosedEvent.class);
        finding = EventType.getEventType(FindingEvent.class);
        findings = newFindings.subscribe(new FoundListener());
        FlightRecorder.addPeriodicEvent(ConnectionStatisticsEvent.class, statisticsHook);
        FlightRecorder.addPeriodicEvent(StillOpenEvent.class, stillOpenHook);
        FlightRecorder.addPeriodicEvent(FindingEvent.class, findingsHook);
    }

    /** Whether somebody records, or has: only then is anything of the recorder touched. */
    public static boolean mayBegin() {
        return FlightRecorder.isInitialized();
    }

    public static FlightRecorderEvents begin(Readings readings, NewFindings newFindings) {
        TYPES.forEach(FlightRecorder::register);
        return new FlightRecorderEvents(readings, newFindings);
    }

    @Override
    public boolean wants() {
        return connectionEnd.isEnabled() || remoteClosed.isEnabled();
    }

    @Override
    public void ended(EndedConnection ended) {
        if (connectionEnd.isEnabled()) {
            ConnectionEndEvent event = ConnectionEndEvent.of(ended);
            times.set(event, ended.openedNanos(), ended.releasedNanos());
            event.commit();
        }
        if (remoteClosed.isEnabled() && ended.wasInCloseWait()) {
            RemoteClosedEvent event = RemoteClosedEvent.of(ended);
            times.set(event, ended.remoteClosedNanos(), ended.endNanos());
            event.commit();
        }
    }

    /** On a thread of the recorder's. */
    private void statistics() {
        ConnectionStatisticsEvent.of(readings.take()).commit();
    }

    /** Those that have waited longest. On a thread of the recorder's. */
    private void stillOpen() {
        int told = 0;
        for (CodePath path : readings.take().snapshot().codePaths()) {
            for (OpenConnection open : path.open()) {
                if (open.inCloseWait() && told++ < MOST_OPEN) {
                    StillOpenEvent event = StillOpenEvent.of(path, open);
                    long now = System.nanoTime();
                    times.set(event, now - event.closeWait, now);
                    event.commit();
                }
            }
        }
    }

    /** On a thread of the recorder's. A short recording ends before anybody has looked: then these are the first to tell. */
    private void findingsAtChunkEnd() {
        Reading reading = readings.take();
        List<NewFinding> present = NewFinding.all(reading.findings(), reading.snapshot());
        Set<NewFinding> fresh = Collections.newSetFromMap(new IdentityHashMap<>());
        fresh.addAll(findings.unknownAmong(present));
        for (NewFinding one : present) {
            FindingEvent.of(one, fresh.contains(one)).commit();
        }
    }

    private final class FoundListener implements FindingListener {

        @Override
        public boolean wants() {
            return finding.isEnabled();
        }

        @Override
        public void found(NewFinding found) {
            FindingEvent.of(found, true).commit();
        }
    }

    /** The recorder has nothing of LastAck's after that but what it has recorded. */
    @Override
    public void close() {
        findings.close();
        FlightRecorder.removePeriodicEvent(statisticsHook);
        FlightRecorder.removePeriodicEvent(stillOpenHook);
        FlightRecorder.removePeriodicEvent(findingsHook);
        TYPES.forEach(FlightRecorder::unregister);
    }
}
