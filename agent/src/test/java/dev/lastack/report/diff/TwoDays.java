package dev.lastack.report.diff;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.Sites.appStack;

import dev.lastack.fixture.PathBuilder;
import dev.lastack.fixture.SnapshotFixtures;
import dev.lastack.snapshot.Snapshot;

/** One program on two days: a leak that has grown and moved, one that is mended, one that is new, one that stays. */
public final class TwoDays {

    private TwoDays() {}

    public static Snapshot first() {
        return SnapshotFixtures.of(
                leak("com.acme.orders.PriceClient.fetch", 87, 3),
                leak("com.acme.mail.Mailer.send", 40, 2),
                leak("com.acme.stock.StockCache.get", 44, 4));
    }

    public static Snapshot second() {
        return SnapshotFixtures.of(
                leak("com.acme.orders.PriceClient.fetch", 91, 7),
                leak("com.acme.audit.AuditLog.append", 12, 5),
                leak("com.acme.stock.StockCache.get", 44, 4));
    }

    private static PathBuilder leak(String method, int line, int connections) {
        PathBuilder path = client().id(method).openStack(appStack(method, line));
        for (int i = 0; i < connections; i++) {
            path.open(connection()
                    .opened(100_000)
                    .lastRead(appStack(method, line + 1), 40_000)
                    .remoteClosed(40_000)
                    .eof(appStack(method, line + 1)));
        }
        return path;
    }
}
