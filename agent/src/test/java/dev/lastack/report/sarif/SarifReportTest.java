package dev.lastack.report.sarif;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.lastack.analyze.Analyzer;
import dev.lastack.fixture.Gateway;
import dev.lastack.fixture.OrderService;
import dev.lastack.report.Reports;
import dev.lastack.report.document.ReportDocument;
import dev.lastack.report.source.SourceRoots;
import dev.lastack.snapshot.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SarifReportTest {

    /** In the jar of a library for SARIF, as OASIS publishes it. */
    private static final String SCHEMA = "/schema/sarif-schema-2.1.0.json";

    @TempDir
    private Path folder;

    static Stream<Snapshot> services() {
        return Stream.of(
                OrderService.sick(),
                OrderService.healthy(),
                Gateway.sick(),
                Gateway.onOldKernel(),
                Gateway.withoutTimestamps(),
                Gateway.healthy());
    }

    @ParameterizedTest
    @MethodSource("services")
    void whateverIsFound_isValid(Snapshot snapshot) throws IOException {
        JsonNode log = sarif(snapshot);

        assertValid(log);
        assertThat(results(log)).hasSize(Reports.document(snapshot).findings().size());
    }

    /** What a person opens from the scan is the line that the text report names. */
    @Test
    void leak_isAnErrorAtItsLine_withTheLifeOfItsConnections() throws IOException {
        Path file = folder.resolve("orders/src/main/java/com/acme/orders/PriceClient.java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.createDirectory(folder.resolve(".git"));

        JsonNode leak = result(sarif(OrderService.sick()), "close-wait/eof-ignored");

        assertThat(leak.get("level").asText()).isEqualTo("error");
        JsonNode place = leak.at("/locations/0/physicalLocation");
        assertThat(place.at("/artifactLocation/uri").asText())
                .isEqualTo("orders/src/main/java/com/acme/orders/PriceClient.java");
        assertThat(place.at("/region/startLine").asInt()).isPositive();
        assertThat(leak.at("/codeFlows/0/threadFlows/0/locations").findValuesAsText("text"))
                .contains("connected here", "end of stream was read here", "closed here");
        assertThat(leak.at("/message/text").asText())
                .contains("318 connections")
                .contains("Fix: ");
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.web.PageKt.load(Page.kt:12), web/src/main/kotlin/com/acme/web/Page.kt",
        "com.acme.jobs.Nightly$.run(Nightly.scala:12), jobs/src/main/scala/com/acme/jobs/Nightly.scala",
        "com.acme.Script.run(Script.groovy:12), src/test/groovy/com/acme/Script.groovy",
    })
    void otherLanguages_haveTheirFilesToo(String culprit, String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        String report = new String(Reports.bytes(OrderService.sick()), StandardCharsets.UTF_8)
                .replaceFirst(
                        "\"culprit\" ?: ?\"[^\"]*\"", Matcher.quoteReplacement("\"culprit\":\"" + culprit + "\""));

        JsonNode place = results(sarif(List.of(ReportDocument.read(report.getBytes(StandardCharsets.UTF_8)))))
                .at("/0/locations/0/physicalLocation");

        assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo(path);
        assertThat(place.at("/region/startLine").asInt()).isEqualTo(12);
    }

    @Test
    void everyRule_isThere_withItsPage() throws IOException {
        JsonNode rules = sarif(OrderService.healthy()).at("/runs/0/tool/driver/rules");

        Set<String> ids = new TreeSet<>();
        for (JsonNode rule : rules) {
            ids.add(rule.get("id").asText());
            assertThat(rule.at("/help/markdown").asText())
                    .startsWith("# " + rule.get("id").asText());
        }
        assertThat(ids).isEqualTo(new TreeSet<>(Analyzer.ruleIds()));
    }

    @Test
    void ruleIndex_leadsToTheRule() throws IOException {
        JsonNode log = sarif(Gateway.sick());
        JsonNode rules = log.at("/runs/0/tool/driver/rules");

        for (JsonNode result : results(log)) {
            assertThat(rules.get(result.get("ruleIndex").asInt()).get("id")).isEqualTo(result.get("ruleId"));
        }
    }

    /** The identity of an alert on a platform: an edit above it must not make it a new one. */
    @Test
    void fingerprints_differByFinding_andNotByTime() throws IOException {
        List<String> first = sarif(OrderService.sick()).findValuesAsText("lastackIdentity/v1");
        List<String> second = sarif(OrderService.sick()).findValuesAsText("lastackIdentity/v1");

        assertThat(first).isEqualTo(second).doesNotHaveDuplicates().isNotEmpty();
    }

    /** Lines move, and the compiler counts lambdas anew: the alert stays the one it was. */
    @Test
    void fingerprints_surviveEditsAbove() throws IOException {
        String before = new String(Reports.bytes(OrderService.sick()), StandardCharsets.UTF_8);
        String after = Pattern.compile("\\.java:(\\d+)\\)")
                .matcher(before)
                .replaceAll(line -> ".java:" + (Integer.parseInt(line.group(1)) + 7) + ")");

        assertThat(after).isNotEqualTo(before);
        assertThat(fingerprints(after)).isEqualTo(fingerprints(before)).isNotEmpty();
        String lambda = "com.acme.orders.Prices.lambda$all$";
        String finding = before.replaceAll(
                "\"culprit\" ?: ?\"[^\"]*\"",
                Matcher.quoteReplacement("\"culprit\":\"" + lambda + "3(Prices.java:8)\""));
        assertThat(fingerprints(finding)).isEqualTo(fingerprints(finding.replace("$all$3", "$all$4")));
        assertThat(fingerprints(finding)).isNotEqualTo(fingerprints(finding.replace("$all$3", "$some$3")));
    }

    private List<String> fingerprints(String report) throws IOException {
        ReportDocument document = ReportDocument.read(report.getBytes(StandardCharsets.UTF_8));
        return sarif(List.of(document)).findValuesAsText("lastackIdentity/v1");
    }

    /** Each step where the code did it; the remote's close, which no code did, between the last use and what followed. */
    @Test
    void codeFlow_isTheLifeInItsOrder() throws IOException {
        JsonNode steps =
                result(sarif(OrderService.sick()), "close-wait/eof-ignored").at("/codeFlows/0/threadFlows/0/locations");

        List<String> said = new ArrayList<>();
        steps.forEach(step -> {
            said.add(step.at("/location/message/text").asText());
            assertThat(step.at("/location/physicalLocation/artifactLocation/uri")
                            .asText())
                    .isNotEmpty();
        });
        assertThat(said)
                .containsSubsequence("connected here", "end of stream was read here", "closed here")
                .haveExactly(1, new Condition<>(step -> step.startsWith("the remote closed; "), "what the remote did"));
        assertThat(said.get(said.indexOf("end of stream was read here") - 1)).startsWith("the remote closed; ");
    }

    /** GitHub refuses a whole file for one result that is nowhere. */
    @Test
    void everyResult_isInAFile() throws IOException {
        Files.createDirectory(folder.resolve(".git"));
        Files.writeString(folder.resolve("pom.xml"), "<project/>");

        String nowhere = new String(Reports.bytes(Gateway.sick()), StandardCharsets.UTF_8)
                .replaceFirst("\"culprit\" ?: ?\"[^\"]*\"", "\"culprit\":null");
        ReportDocument report = ReportDocument.read(nowhere.getBytes(StandardCharsets.UTF_8));
        JsonNode results = results(sarif(List.of(report)));

        results.forEach(result -> assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .as(result.get("ruleId").asText())
                .isNotEmpty());
        assertThat(results.findValuesAsText("uri")).contains("pom.xml");
    }

    /** One run, as code scanning takes one of a tool and category. */
    @Test
    void severalJvms_areOneRun_withEachFindingOnce() throws IOException {
        ReportDocument sick = Reports.document(OrderService.sick());
        JsonNode one = sarif(List.of(sick));
        JsonNode two = sarif(List.of(sick, sick, Reports.document(OrderService.healthy())));

        assertValid(two);
        assertThat(two.get("runs")).hasSize(1);
        assertThat(two.at("/runs/0/invocations")).hasSize(3);
        assertThat(two.findValuesAsText("lastackIdentity/v1")).isEqualTo(one.findValuesAsText("lastackIdentity/v1"));
        assertThat(result(two, "close-wait/eof-ignored")
                        .at("/properties/connections")
                        .asInt())
                .isEqualTo(2 * 318);
    }

    @Test
    void noJvmAtAll_isAValidLog() throws IOException {
        JsonNode none = sarif(List.of());

        assertValid(none);
        assertThat(results(none)).isEmpty();
    }

    private static void assertValid(JsonNode log) throws IOException {
        try (InputStream schema = Objects.requireNonNull(SarifReportTest.class.getResourceAsStream(SCHEMA))) {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                            .getSchema(schema)
                            .validate(log))
                    .isEmpty();
        }
    }

    private JsonNode sarif(Snapshot snapshot) throws IOException {
        return sarif(List.of(Reports.document(snapshot)));
    }

    private JsonNode sarif(List<ReportDocument> reports) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SarifReport.write(reports, SourceRoots.below(folder), out);
        return new ObjectMapper().readTree(out.toByteArray());
    }

    private static JsonNode results(JsonNode log) {
        return log.at("/runs/0/results");
    }

    private static JsonNode result(JsonNode log, String rule) {
        for (JsonNode result : results(log)) {
            if (result.get("ruleId").asText().equals(rule)) {
                return result;
            }
        }
        throw new AssertionError("no " + rule);
    }
}
