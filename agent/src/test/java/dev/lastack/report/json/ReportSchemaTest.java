package dev.lastack.report.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lastack.analyze.Analyzer;
import dev.lastack.fixture.OrderService;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.fixture.SickPrograms;
import dev.lastack.fixture.SnapshotFixtures;
import dev.lastack.report.Reports;
import dev.lastack.snapshot.HostNetwork;
import dev.lastack.snapshot.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportSchemaTest {

    @Test
    void emptyReport_isValid() throws IOException {
        Snapshot inferred = SnapshotFixtures.of(SnapshotFixtures.inferred());
        Snapshot empty = new Snapshot(
                inferred.takenAt(), inferred.jvm(), inferred.observation(), List.of(), HostNetwork.UNKNOWN);

        assertThat(Reports.objections(Reports.json(empty))).isEmpty();
    }

    @Test
    void reportsWithAFindingOfEveryRule_areValid() throws IOException {
        Set<String> rules = new TreeSet<>();
        for (Snapshot snapshot : SickPrograms.all()) {
            JsonNode report = Reports.json(snapshot);
            rules.addAll(report.findValuesAsText("rule"));
            assertThat(Reports.objections(report)).isEmpty();
        }
        assertThat(rules).containsAll(Analyzer.ruleIds());
    }

    @Test
    void sumOfDestinationsBeyondTheCap_isValid() throws IOException {
        assertThat(Reports.objections(Reports.json(
                        SnapshotFixtures.of(PathBuilder.client().peer("(other)").rate(5)))))
                .isEmpty();
    }

    @Test
    void additions_areAllowedEverywhere() throws IOException {
        JsonNode report = Reports.json(OrderService.sick());
        for (JsonNode object : List.of(
                report,
                report.get("totals"),
                report.get("findings").get(0),
                report.get("codePaths").get(0))) {
            ((ObjectNode) object).put("addition", true);
        }

        assertThat(Reports.objections(report)).isEmpty();
    }

    static List<String> objects() {
        return List.of(
                "",
                "/jvm",
                "/observation",
                "/totals",
                "/totals/firstCloser",
                "/findings/0",
                "/codePaths/0",
                "/codePaths/0/firstCloser",
                "/codePaths/0/closeWait",
                "/codePaths/0/lifetime",
                "/codePaths/0/timeWait",
                "/codePaths/0/closedBy/0",
                "/codePaths/0/samples/0",
                "/kernel");
    }

    /** Of the contract's fields none may be missing; these are what this version adds to them. */
    private static final List<String> ADDITIONS = List.of(
            "/trigger",
            "/instance",
            "/history",
            "/configuration",
            "/applicationClasses",
            "/observation/notes",
            "/findings/0/culpritNote",
            "/findings/0/details",
            "/codePaths/0/openedBeforeWatch",
            "/codePaths/0/evidence",
            "/codePaths/0/timeWait/now",
            "/codePaths/0/traffic",
            "/findings/0/codePaths",
            "/findings/0/identities",
            "/codePaths/0/closeWait/unknown",
            "/codePaths/0/closeWait/slowlyClosed",
            "/codePaths/0/closeWait/reclaimed",
            "/codePaths/0/site",
            "/totals/timeWaitAtMost",
            "/codePaths/0/timeWait/atMost",
            "/codePaths/0/samples/0/eofAt",
            "/codePaths/0/samples/0/lastReadAt",
            "/codePaths/0/samples/0/lastWriteAt",
            "/codePaths/0/samples/0/lastUsedAt",
            "/codePaths/0/samples/0/lastUsedByThread",
            "/codePaths/0/samples/0/closeAskedAt",
            "/codePaths/0/samples/0/idleMillis",
            "/codePaths/0/samples/0/reachability",
            "/codePaths/0/samples/0/reused",
            "/codePaths/0/samples/0/unreadBytes",
            "/codePaths/0/samples/0/unreadMillis");

    @ParameterizedTest
    @MethodSource("objects")
    void missingField_isRejected(String object) throws IOException {
        JsonNode report = Reports.json(OrderService.sick());
        List<String> fields = new ArrayList<>();
        report.at(object).fieldNames().forEachRemaining(fields::add);
        for (String field : fields) {
            JsonNode broken = report.deepCopy();
            ((ObjectNode) broken.at(object)).remove(field);

            boolean addition = ADDITIONS.contains(object + "/" + field);
            assertThat(Reports.objections(broken).isEmpty()).as(field).isEqualTo(addition);
        }
    }

    @Test
    void wrongValue_isRejected() throws IOException {
        assertRejected("", report -> report.put("schema", "lastack-report/2"));
        assertRejected("", report -> report.put("generatedAt", "2026-11-22 12:14:03"));
        assertRejected("/totals", totals -> totals.put("open", -1));
        assertRejected("/totals", totals -> totals.put("open", "318"));
        assertRejected("/findings/0", finding -> finding.put("severity", "ERROR"));
        assertRejected("/findings/0", finding -> finding.put("culprit", "PriceClient line 87"));
        assertRejected("/findings/0/evidence", evidence -> evidence.put("oldestMillis", "13m"));
        assertRejected("/codePaths/0/timeWait", timeWait -> timeWait.put("portShare", "12 %"));
        assertRejected("/codePaths/0/traffic", traffic -> traffic.put("shortInWindow", -1));
        assertRejected("/codePaths/0/traffic/addressExhausted", failures -> failures.put("firstAt", 12));
        assertRejected("/codePaths/0", path -> path.put("role", "CLIENT"));
        assertRejected("/codePaths/0", path -> path.put("peer", "10.0.0.5/10.0.0.5:8443"));
        assertRejected("/codePaths/0/samples/0", sample -> sample.put("state", "close_wait"));
    }

    private static void assertRejected(String object, Consumer<ObjectNode> breakage) throws IOException {
        JsonNode report = Reports.json(OrderService.sick());
        breakage.accept((ObjectNode) report.at(object));
        assertThat(Reports.objections(report)).isNotEmpty();
    }
}
