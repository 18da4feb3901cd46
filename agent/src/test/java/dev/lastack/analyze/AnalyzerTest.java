package dev.lastack.analyze;

import static dev.lastack.fixture.ConnectionBuilder.connection;
import static dev.lastack.fixture.PathBuilder.client;
import static dev.lastack.fixture.PathBuilder.server;
import static dev.lastack.fixture.Sites.appStack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.config.Settings;
import dev.lastack.fixture.ConnectionBuilder;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.fixture.SnapshotFixtures;
import dev.lastack.report.rulepage.RulePage;
import dev.lastack.snapshot.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalyzerTest {

    private static final Path PAGES = Path.of("../docs/rules");

    private static final Stack READS = appStack("com.acme.orders.PriceClient.readBody", 112);

    private static ConnectionBuilder leak() {
        return connection().remoteClosed(10_000).eof(READS);
    }

    private static ConnectionBuilder idle() {
        return connection().remoteClosed(10_000).reused();
    }

    private static List<String> ids(List<Finding> findings) {
        return findings.stream().map(Finding::codePathId).toList();
    }

    @Test
    void nothingSeen_givesNoFindings() {
        assertThat(Findings.findings()).isEmpty();
    }

    @Test
    void errorsComeFirst_thenTheMostConnections() {
        List<Finding> findings = Findings.findings(
                at(1).id("warning-9").open(9, idle()),
                at(2).id("error-1").open(1, leak()),
                at(3).id("warning-10").open(10, idle()),
                at(4).id("error-2").open(2, leak()));

        assertThat(ids(findings)).containsExactly("error-2", "error-1", "warning-10", "warning-9");
    }

    /** Of its own cause: opened at a line of its own. */
    private static PathBuilder at(int line) {
        return client().openStack(appStack("com.acme.orders.PriceClient.fetch", line));
    }

    @Test
    void oneCodePath_canHaveOneFindingOfEachRule() {
        List<Finding> findings = Findings.findings(client().open(leak()).open(idle()));

        assertThat(findings).extracting(Finding::rule).containsExactly("close-wait/eof-ignored", "close-wait/unread");
    }

    @Test
    void settings_setTheThreshold() {
        PathBuilder path = client().open(connection().remoteClosed(300).eof(READS));

        assertThat(Analyzer.analyze(SnapshotFixtures.of(path), Settings.DEFAULTS))
                .isEmpty();
        assertThat(Analyzer.analyze(SnapshotFixtures.of(path), Findings.threshold(Duration.ofMillis(300))))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.5:8443",
                "10.0.0.5",
                "10.0.0.5:*",
                "com.acme",
                "com.acme.orders.",
                "com.acme.orders.*",
                "com.acme.orders.PriceClient"
            })
    void excluded_isLeftOut(String entry) {
        assertThat(Analyzer.analyze(SnapshotFixtures.of(client().open(leak())), Findings.excluding(entry)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.5:80", "10.0.0", "10.0.0.50", "*", "com.acme.ord", "com.acmeplus", "fetch"})
    void notQuiteExcluded_isReported(String entry) {
        assertThat(Analyzer.analyze(SnapshotFixtures.of(client().open(leak())), Findings.excluding(entry)))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::1]:8443", "[::1]", "::1", "[::1]:*", "[0:0:0:0:0:0:0:1]:8443"})
    void excludedIpv6_isLeftOutInAnySpelling(String entry) {
        PathBuilder path = client().peer("[0:0:0:0:0:0:0:1]:8443").open(leak());

        assertThat(Analyzer.analyze(SnapshotFixtures.of(path), Findings.excluding(entry)))
                .isEmpty();
    }

    @Test
    void exclusion_leavesOtherPathsAlone() {
        List<Finding> findings = Analyzer.analyze(
                SnapshotFixtures.of(client().open(leak()), server().open(leak())), Findings.excluding("10.0.0.5"));

        assertThat(ids(findings)).containsExactly("p2");
    }

    static List<String> ruleIds() {
        return Analyzer.ruleIds();
    }

    @ParameterizedTest
    @MethodSource("ruleIds")
    void everyRule_hasItsPage(String rule) throws Exception {
        String page = Files.readString(PAGES.resolve(rule.replace('/', '-') + ".md"));

        assertThat(page).startsWith("# " + rule + "\n");
        assertThat(page)
                .contains("## What it means")
                .contains("## How it looks")
                .contains("## How to fix it");
    }

    @Test
    void everyPage_hasItsRule() throws Exception {
        try (var pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(RulePage.explained().stream()
                            .map(rule -> rule.replace('/', '-') + ".md")
                            .toList());
        }
    }
}
