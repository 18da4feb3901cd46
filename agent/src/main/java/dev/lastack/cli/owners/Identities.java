package dev.lastack.cli.owners;

import dev.lastack.heap.ConnectionIdentity;
import dev.lastack.heap.ConnectionIdentity.End;
import dev.lastack.json.JsonObject;
import dev.lastack.report.document.ReportDocument;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connections that a report's findings name. Immutable. */
final class Identities {

    /** The agent counts from a monotonic clock, and tells the time by the host's. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(1);

    private final @Nullable Instant reportedAt;
    private final @Nullable Instant againAt;
    private final Map<String, Instant> again = new HashMap<>();

    /** @param later of the same JVM, made after the heap dump; null where there is none */
    Identities(ReportDocument report, @Nullable ReportDocument later) {
        this.reportedAt = instant(report.generatedAt());
        this.againAt = later == null ? null : instant(later.generatedAt());
        if (later != null) {
            for (JsonObject finding : later.whole().objects("findings")) {
                for (JsonObject one : finding.objects("identities")) {
                    Instant openedAt = instant(one.text("openedAt"));
                    if (openedAt != null) {
                        again.put(key(one), openedAt);
                    }
                }
            }
        }
    }

    List<ConnectionIdentity> of(JsonObject finding) {
        return finding.objects("identities").stream().map(this::identity).toList();
    }

    private ConnectionIdentity identity(JsonObject json) {
        Instant openedAt = instant(json.text("openedAt"));
        return new ConnectionIdentity(
                json.fields().containsKey("descriptor") ? (int) json.count("descriptor") : -1,
                End.parse(json.text("local")),
                End.parse(json.text("remote")),
                openedAt,
                openedAt != null && isThereAgain(json, openedAt) ? againAt : reportedAt,
                json.text("reachability").equals("unreachable"));
    }

    private boolean isThereAgain(JsonObject json, Instant openedAt) {
        Instant then = again.get(key(json));
        return then != null && Duration.between(then, openedAt).abs().compareTo(CLOCKS_DIFFER) <= 0;
    }

    private static String key(JsonObject json) {
        return json.count("descriptor") + " " + json.text("local") + " " + json.text("remote");
    }

    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
