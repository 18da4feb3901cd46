package dev.lastack.metrics;

import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Role;
import dev.lastack.snapshot.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is in CLOSE_WAIT now, by the code that opened it. */
final class CloseWaitMetrics {

    private static final String SITE = "site";

    private CloseWaitMetrics() {}

    /** Of one site. */
    private static final class Waiting {

        private long clients;
        private long servers;
        private long oldestMillis;

        void add(Role role, OpenConnection connection) {
            if (role == Role.CLIENT) {
                clients++;
            } else {
                servers++;
            }
            oldestMillis = Math.max(oldestMillis, connection.closeWaitMillis());
        }

        double all() {
            return (double) clients + servers;
        }
    }

    static List<Metric> of(Snapshot snapshot, int limit) {
        Map<String, Waiting> bySite = bySite(snapshot);
        TopSeries top = new TopSeries(bySite, Waiting::all, limit);
        Sums connections = new Sums(Double::sum);
        Sums oldest = new Sums(Math::max);
        bySite.forEach((site, waiting) -> {
            String label = top.label(site);
            add(connections, label, Role.CLIENT, waiting.clients);
            add(connections, label, Role.SERVER, waiting.servers);
            oldest.add(Labels.of(SITE, label), waiting.oldestMillis / 1e3);
        });
        return List.of(
                Metric.gauge(
                        "lastack_close_wait_connections",
                        "Connections in CLOSE_WAIT now, by the code that opened them.",
                        connections.samples()),
                Metric.gauge(
                        "lastack_close_wait_oldest_seconds",
                        "For how long the oldest connection in CLOSE_WAIT has been there.",
                        oldest.samples()));
    }

    private static Map<String, Waiting> bySite(Snapshot snapshot) {
        Map<String, Waiting> bySite = new HashMap<>();
        for (CodePath path : snapshot.codePaths()) {
            Waiting waiting = null;
            for (OpenConnection connection : path.open()) {
                if (connection.inCloseWait()) {
                    if (waiting == null) {
                        waiting = bySite.computeIfAbsent(LabelValue.site(path), site -> new Waiting());
                    }
                    waiting.add(path.role(), connection);
                }
            }
        }
        return bySite;
    }

    private static void add(Sums connections, String site, Role role, long count) {
        if (count > 0) {
            connections.count(Labels.of(SITE, site, "role", LabelValue.of(role)), count);
        }
    }
}
