package dev.lastack.metrics;

import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.FirstCloserCounts;
import dev.lastack.snapshot.Role;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.Transport;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many connections there are and were. Series that count are there from the begin, so that their first step is seen. */
final class ConnectionMetrics {

    private static final String ROLE = "role";

    private ConnectionMetrics() {}

    /** Of one role. */
    private static final class Counts {

        private final Map<Transport, Long> open = new EnumMap<>(Transport.class);
        private long opened;
        private FirstCloserCounts closed = FirstCloserCounts.NONE;

        void add(CodePath path) {
            open.merge(path.transport(), (long) path.open().size(), Long::sum);
            opened += path.opened();
            closed = closed.plus(path.ended().firstCloser());
        }
    }

    static List<Metric> of(Snapshot snapshot) {
        Sums open = new Sums(Double::sum);
        Sums opened = new Sums(Double::sum);
        Sums closed = new Sums(Double::sum);
        byRole(snapshot).forEach((role, counts) -> {
            String name = LabelValue.of(role);
            counts.open.forEach(
                    (transport, count) -> open.count(Labels.of(ROLE, name, "transport", transport.id()), count));
            opened.count(Labels.of(ROLE, name), counts.opened);
            byFirstCloser(counts.closed)
                    .forEach((closer, count) -> closed.count(Labels.of(ROLE, name, "first_closer", closer), count));
        });
        return List.of(
                Metric.gauge("lastack_connections_open", "Connections that are open now.", open.samples()),
                Metric.counter(
                        "lastack_connections_opened_total",
                        "Connections opened since LastAck watches, and those that it found open.",
                        opened.samples()),
                Metric.counter(
                        "lastack_connections_closed_total",
                        "Connections that have ended, by the side that closed first.",
                        closed.samples()));
    }

    private static Map<Role, Counts> byRole(Snapshot snapshot) {
        Map<Role, Counts> byRole = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            byRole.put(role, new Counts());
        }
        for (CodePath path : snapshot.codePaths()) {
            byRole.computeIfAbsent(path.role(), role -> new Counts()).add(path);
        }
        return byRole;
    }

    private static Map<String, Long> byFirstCloser(FirstCloserCounts counts) {
        Map<String, Long> byName = new LinkedHashMap<>();
        byName.put("local", counts.local());
        byName.put("remote", counts.remote());
        byName.put("simultaneous", counts.simultaneous());
        byName.put("reset_by_remote", counts.resetByRemote());
        byName.put("reset_by_local", counts.resetByLocal());
        byName.put("unknown", counts.unknown());
        return byName;
    }
}
