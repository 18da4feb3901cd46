package dev.lastack.report.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.lastack.analyze.Analyzer;
import dev.lastack.analyze.finding.Finding;
import dev.lastack.config.Settings;
import dev.lastack.fixture.SickPrograms;
import dev.lastack.report.Reports;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Snapshot;
import dev.lastack.snapshot.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingDocumentTest {

    private static final Path SCHEMA = Path.of("../docs/finding.schema.json");

    @Test
    void findingOfEveryRule_isValid_andAsTheReportHasIt() throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(SCHEMA));
        int seen = 0;
        for (Snapshot snapshot : SickPrograms.all()) {
            JsonNode report = Reports.json(snapshot);
            List<Finding> findings = Analyzer.analyze(snapshot, Settings.DEFAULTS);
            for (int i = 0; i < findings.size(); i++) {
                JsonNode document = read(findings.get(i), snapshot);
                assertThat(schema.validate(document)).isEmpty();
                ObjectNode inReport = report.get("findings").get(i).deepCopy();
                inReport.remove("identities"); // of the connections, for a heap dump: in a report only
                assertThat(document.get("finding")).isEqualTo(inReport);
                assertThat(document.get("jvm")).isEqualTo(report.get("jvm"));
                assertThat(document.get("instance")).isEqualTo(report.get("instance"));
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(10);
    }

    private static JsonNode read(Finding finding, Snapshot snapshot) throws IOException {
        CodePath path = snapshot.codePaths().stream()
                .filter(one -> one.id().equals(finding.codePathId()))
                .findFirst()
                .orElse(null);
        return new ObjectMapper().readTree(FindingDocument.of("rule method role", finding, path, snapshot));
    }

    /** It has to fit into a pipe whose other end nobody reads. */
    @Test
    void deepStackOfLongNames_isLeftOut() throws IOException {
        Snapshot snapshot = SickPrograms.all().iterator().next();
        Finding finding = Analyzer.analyze(snapshot, Settings.DEFAULTS).get(0);
        CodePath path = snapshot.codePaths().get(0);
        Site frame = new Site("com.acme." + "Long".repeat(500), "method", "Long.java", 1, true);
        CodePath deep = new CodePath(
                path.id(),
                path.role(),
                path.transport(),
                path.peer(),
                new Stack(Collections.nCopies(500, frame)),
                path.opened(),
                path.ended(),
                path.open(),
                path.timeWait(),
                path.traffic(),
                path.load(),
                path.stuckListeners(),
                path.unconnected());

        byte[] document = FindingDocument.of("rule method role", finding, deep, snapshot);

        assertThat(document.length).isLessThan(FindingDocument.LARGEST);
        assertThat(new ObjectMapper().readTree(document).get("openStack")).isEmpty();
    }
}
