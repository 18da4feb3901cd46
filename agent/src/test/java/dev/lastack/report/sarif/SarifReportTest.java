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
import dev.lastack.report.source.SourceRoots;
import dev.lastack.snapshot.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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

        try (InputStream schema = Objects.requireNonNull(getClass().getResourceAsStream(SCHEMA))) {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                            .getSchema(schema)
                            .validate(log))
                    .isEmpty();
        }
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

    private JsonNode sarif(Snapshot snapshot) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SarifReport.write(Reports.document(snapshot), SourceRoots.below(folder), out);
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
