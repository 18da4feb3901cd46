package dev.lastack.analyze;

import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.finding.EvidenceKey;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.finding.Severity;
import dev.lastack.fixture.SnapshotFixtures;
import dev.lastack.snapshot.CodePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HarmTest {

    private static final Map<String, CodePath> PATHS = SnapshotFixtures.of(
                    client().id("far").peer("10.0.0.5:80"),
                    client().id("near").peer("127.0.0.1:80"),
                    client().id("near6").peer("[::1]:80"),
                    server().id("server").peer("127.0.0.1:8080"))
            .codePaths()
            .stream()
            .collect(Collectors.toMap(CodePath::id, Function.identity()));

    private static Finding finding(Severity severity, String rule, String path, long connections, long aMinute) {
        return new Finding(
                rule,
                severity,
                "title",
                connections,
                null,
                "",
                path,
                List.of(path),
                aMinute == 0 ? Map.of() : Map.of(EvidenceKey.GROWTH_PER_MINUTE, aMinute),
                List.of(),
                "why",
                "fix",
                null,
                null);
    }

    /** In whatever order they come. */
    private static void assertOrder(Finding... findings) {
        List<Finding> sorted = List.of(findings);
        List<Finding> reversed = new ArrayList<>(sorted);
        Collections.reverse(reversed);

        assertThat(reversed.stream().sorted(new Harm(PATHS).greatestFirst())).containsExactlyElementsOf(sorted);
        assertThat(sorted.stream().sorted(new Harm(PATHS).greatestFirst())).containsExactlyElementsOf(sorted);
    }

    @Test
    void whatGrows_comesBeforeWhatIsMany_andSeverityBeforeBoth() {
        assertOrder(
                finding(Severity.ERROR, "close-wait/unread", "far", 2, 22),
                finding(Severity.ERROR, "close-wait/unread", "far", 3, 4),
                finding(Severity.ERROR, "close-wait/eof-ignored", "far", 900, 0),
                finding(Severity.ERROR, "close-wait/eof-ignored", "far", 899, 0),
                finding(Severity.WARNING, "open/growing", "far", 5_000, 300),
                finding(Severity.INFO, "time-wait/server-closes-first", "server", 9_000, 0));
    }

    @Test
    void timeWaitOnLoopback_isNeverAboveALeak() {
        assertOrder(
                finding(Severity.WARNING, "time-wait/short-connections", "far", 13_000, 0),
                finding(Severity.WARNING, "close-wait/unread", "near", 1, 0),
                finding(Severity.WARNING, "time-wait/short-connections", "near", 28_000, 0),
                finding(Severity.WARNING, "time-wait/short-connections", "near6", 200, 0));
    }

    @Test
    void portsThatRunOutOnLoopback_areAnErrorAsAnyOther() {
        assertOrder(
                finding(Severity.ERROR, "time-wait/port-pressure", "near", 28_000, 0),
                finding(Severity.ERROR, "close-wait/unread", "far", 4, 0));
    }
}
