package dev.lastack.metrics.jmx;

import dev.lastack.found.NewFinding;
import dev.lastack.found.NewFindings;
import dev.lastack.metrics.Metric;
import dev.lastack.metrics.MetricsModel;
import dev.lastack.metrics.Reading;
import dev.lastack.metrics.Readings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.text.Version;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import org.jspecify.annotations.Nullable;

/** The MXBean. Any thread. Looks for new findings only while somebody listens. */
public final class Connections extends NotificationBroadcasterSupport implements ConnectionsMXBean {

    private final Readings readings;
    private final NewFindings findings;
    private final IntSupplier limit;
    private final Reports reports;
    private final AtomicLong sent = new AtomicLong();

    // guarded by this
    private int listeners;
    private NewFindings.@Nullable Subscription listening;

    /** Renders a report of the present. */
    public interface Reports {
        /**
         * One report.
         *
         * @throws IllegalArgumentException for a format that there is not; its message names those that there are
         */
        String render(String format);
    }

    Connections(Readings readings, NewFindings findings, IntSupplier limit, Reports reports) {
        super(new MBeanNotificationInfo(
                new String[] {FindingNotification.TYPE}, Notification.class.getName(), "A new finding"));
        this.readings = readings;
        this.findings = findings;
        this.limit = limit;
        this.reports = reports;
    }

    @Override
    public String getVersion() {
        return Version.CURRENT;
    }

    @Override
    public long getOpen() {
        return sum(path -> path.open().size());
    }

    @Override
    public long getOpened() {
        return sum(CodePath::opened);
    }

    @Override
    public long getClosed() {
        return sum(path -> path.ended().count());
    }

    @Override
    public long getCloseWait() {
        return sum(
                path -> path.open().stream().filter(OpenConnection::inCloseWait).count());
    }

    @Override
    public double getOldestCloseWaitSeconds() {
        return paths().stream()
                        .flatMap(path -> path.open().stream())
                        .filter(OpenConnection::inCloseWait)
                        .mapToLong(OpenConnection::closeWaitMillis)
                        .max()
                        .orElse(0)
                / 1e3;
    }

    @Override
    public long getTimeWait() {
        return readings.take().snapshot().timeWaitsNow();
    }

    @Override
    public long getUntrackedSockets() {
        return readings.take().snapshot().observation().untrackedSockets();
    }

    @Override
    public long getSuppressedErrors() {
        return readings.take().snapshot().observation().suppressedErrors();
    }

    @Override
    public double getOverheadSeconds() {
        return readings.take().overheadSeconds();
    }

    @Override
    public List<FindingData> getFindings() {
        Reading reading = readings.take();
        return NewFinding.all(reading.findings(), reading.snapshot()).stream()
                .map(FindingData::new)
                .toList();
    }

    @Override
    public List<SeriesData> getSeries() {
        Reading reading = readings.take();
        return MetricsModel.of(reading, limit.getAsInt()).stream()
                .flatMap(Connections::series)
                .toList();
    }

    private static Stream<SeriesData> series(Metric metric) {
        return metric.samples().stream().map(sample -> new SeriesData(metric.name(), sample));
    }

    @Override
    public String report(String format) {
        return reports.render(format);
    }

    private long sum(ToLongFunction<CodePath> number) {
        return paths().stream().mapToLong(number).sum();
    }

    private List<CodePath> paths() {
        return readings.take().snapshot().codePaths();
    }

    @Override
    public void addNotificationListener(
            NotificationListener listener, @Nullable NotificationFilter filter, @Nullable Object handback) {
        super.addNotificationListener(listener, filter, handback);
        listenersAre(1);
    }

    @Override
    public void removeNotificationListener(NotificationListener listener) throws ListenerNotFoundException {
        super.removeNotificationListener(listener);
        listenersAre(-1);
    }

    @Override
    public void removeNotificationListener(
            NotificationListener listener, @Nullable NotificationFilter filter, @Nullable Object handback)
            throws ListenerNotFoundException {
        super.removeNotificationListener(listener, filter, handback);
        listenersAre(-1);
    }

    private synchronized void listenersAre(int more) {
        listeners += more;
        if (listeners > 0 && listening == null) {
            listening = findings.subscribeToLater(this::tell); // the listener can read those that there are
        } else if (listeners <= 0) {
            stopListening();
        }
    }

    private void tell(NewFinding finding) {
        sendNotification(FindingNotification.of(finding, ConnectionsBean.name(), sent.incrementAndGet()));
    }

    synchronized void stopListening() {
        listeners = 0;
        NewFindings.Subscription present = listening;
        if (present != null) {
            present.close();
            listening = null;
        }
    }
}
