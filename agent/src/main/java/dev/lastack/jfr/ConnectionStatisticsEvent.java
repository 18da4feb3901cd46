package dev.lastack.jfr;

import dev.lastack.analyze.finding.Severity;
import dev.lastack.metrics.Reading;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Snapshot;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** How many connections there are and were. Periodic. */
@Name("lastack.ConnectionStatistics")
@Label("Connection Statistics")
@Description("TCP connections of this JVM, as LastAck counts them")
@Category("LastAck")
@Enabled(false)
@StackTrace(false)
@Period("10 s")
final class ConnectionStatisticsEvent extends Event {

    @Label("Open")
    long open;

    @Label("Opened")
    @Description("Since LastAck watches, with those that it found open")
    long opened;

    @Label("Closed")
    @Description("Since LastAck watches")
    long closed;

    @Label("In CLOSE_WAIT")
    long closeWait;

    @Label("Oldest CLOSE_WAIT")
    @Timespan(Timespan.MILLISECONDS)
    long oldestCloseWait;

    @Label("TIME_WAIT")
    @Description("Closed first by this side in the last 60 s")
    long timeWait;

    @Label("Errors")
    @Description("Findings that are errors")
    long errors;

    @Label("Warnings")
    @Description("Findings that are warnings")
    long warnings;

    @Label("Untracked Sockets")
    @Description("Sockets of the process that LastAck knows nothing of; -1 where not known")
    long untrackedSockets;

    static ConnectionStatisticsEvent of(Reading reading) {
        ConnectionStatisticsEvent event = new ConnectionStatisticsEvent();
        Snapshot snapshot = reading.snapshot();
        for (CodePath path : snapshot.codePaths()) {
            event.open += path.open().size();
            event.opened += path.opened();
            event.closed += path.ended().count();
            path.open().forEach(event::add);
        }
        event.timeWait = snapshot.timeWaitsNow();
        event.errors = findings(reading, Severity.ERROR);
        event.warnings = findings(reading, Severity.WARNING);
        event.untrackedSockets = snapshot.observation().untrackedSockets();
        return event;
    }

    private void add(OpenConnection connection) {
        if (connection.inCloseWait()) {
            closeWait++;
            oldestCloseWait = Math.max(oldestCloseWait, connection.closeWaitMillis());
        }
    }

    private static long findings(Reading reading, Severity severity) {
        return reading.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
