package dev.lastack.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.finding.Severity;
import dev.lastack.json.Json;
import dev.lastack.json.JsonObject;
import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.report.document.ReportDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditedReportTest {

    private static final Instant BEGIN = Instant.parse("2026-11-26T12:00:00Z");
    private static final int STEP_SECONDS = 20;
    private static final String SITE = "com.acme.Prices.fetch(Prices.java:87)";

    private String role = "client";
    private String findings = "";
    private String samples = "";
    private long openedEach = 100;
    private long openedMoreEach;
    private long openEach = 3;
    private long closeWaitEach;
    private long descriptorsEach = 3;

    /** The report at one of the looks: one code path that leaks, and one that does not. */
    private JsonObject look(int number) throws IOException {
        long opened = openedEach * number + openedMoreEach * number * number;
        long open = 10 + openEach * number;
        long closeWait = closeWaitEach * number;
        return Json.read("""
                {"schema": "lastack-report/1", "generatedAt": "%s", "version": "0.1.0", "trigger": "command",
                 "jvm": {"pid": 4242, "mainClass": "Shop", "javaVersion": "17"},
                 "observation": {"seconds": 1, "untrackedSockets": 0, "notes": []},
                 "totals": {"opened": %d, "closed": 0, "open": %d, "closeWaitNow": %d},
                 "findings": [%s],
                 "codePaths": [
                   {"id": "p1", "role": "%s", "peer": "10.0.0.5:8443", "site": "%s", "openStack": ["%s"],
                    "opened": %d, "open": %d, "closeWait": {"now": %d}, "samples": [%s]},
                   {"id": "p2", "role": "client", "peer": "10.0.0.6:80", "site": null, "openStack": [],
                    "opened": 7, "open": 7, "closeWait": {"now": 0}, "samples": []}]}
                """.formatted(
                        BEGIN.plusSeconds((long) number * STEP_SECONDS),
                        opened + 7,
                        open + 7,
                        closeWait,
                        findings,
                        role,
                        SITE,
                        SITE,
                        opened,
                        open,
                        closeWait,
                        samples)
                .getBytes(StandardCharsets.UTF_8));
    }

    private AuditedReport audited() throws IOException {
        List<Point> points = new ArrayList<>();
        JsonObject last = look(0);
        for (int i = 0; i < Series.POINTS; i++) {
            last = look(i);
            points.add(Point.of(last, 50 + descriptorsEach * i));
        }
        return new AuditedReport(last, points, Duration.ofSeconds(30));
    }

    private static List<DocumentedFinding> findings(AuditedReport report) throws IOException {
        return ReportDocument.read(report.json()).findings();
    }

    @Test
    void leakUnderEqualLoad_isAnError_withItsPlaceAndItsNumbers() throws IOException {
        AuditedReport report = audited();

        assertThat(findings(report)).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("open/growing");
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.culprit()).isEqualTo(SITE);
            assertThat(finding.connections()).isEqualTo(10 + 14 * 3);
            assertThat(finding.details())
                    .contains(
                            "grew within 4m 40s: open 10 -> 52, CLOSE_WAIT 0 -> 0; 1,400 opened meanwhile, 30 more open"
                                    + " for each thousand");
        });
        assertThat(report.text())
                .contains("UNDER LOAD  15 looks within 4m 40s, after 30.0 s of warm-up\n")
                .contains("open 17 -> 59, CLOSE_WAIT 0 -> 0, descriptors 50 -> 92\n")
                .contains("ERROR  open/growing  52 connections\n")
                .contains("open this:  " + SITE + "  (connects here)\n");
    }

    @Test
    void whereNothingIsClosed_allOfAThousandStayOpen() throws IOException {
        openedEach = 12;
        openEach = 12;

        assertThat(findings(audited()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.details())
                        .contains(
                                "grew within 4m 40s: open 10 -> 178, CLOSE_WAIT 0 -> 0; 168 opened meanwhile, 1,000 more open"
                                        + " for each thousand"));
    }

    @Test
    void nothingGrows_andItIsSaid() throws IOException {
        openEach = 0;
        descriptorsEach = 0;

        assertThat(findings(audited())).isEmpty();
        assertThat(audited().text()).contains("nothing grew from beginning to end\n");
    }

    /** What it is in ESTABLISHED may be others' affair; in CLOSE_WAIT it never is. */
    @ParameterizedTest
    @CsvSource({
        "client, 0, '', ERROR",
        "server, 0, '', WARNING",
        "server, 3, '', ERROR",
        "client, 0, '{\"reused\": true}', WARNING",
        "client, 3, '{\"reused\": true}', ERROR",
    })
    void severity_isAsSureAsTheCaseIs(String itsRole, long inCloseWait, String itsSamples, Severity severity)
            throws IOException {
        role = itsRole;
        closeWaitEach = inCloseWait;
        samples = itsSamples;

        assertThat(findings(audited()))
                .singleElement()
                .extracting(DocumentedFinding::severity)
                .isEqualTo(severity);
    }

    @Test
    void moreLoad_makesGrowthAWarning() throws IOException {
        openedMoreEach = 20;

        assertThat(findings(audited())).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.details()).anyMatch(line -> line.contains("the load grew"));
        });
    }

    /** One cause is one finding. */
    @ParameterizedTest
    @CsvSource({"warning", "error"})
    void findingAboutTheSameConnections_isToldOfTheGrowth(String before) throws IOException {
        closeWaitEach = 3;
        findings = """
                {"rule": "close-wait/unread", "severity": "%s", "title": "t", "connections": 42, "culprit": "com.acme.Other.call(Other.java:1)",
                 "codePath": "p1", "codePaths": ["p1"], "evidence": {}, "details": ["first"], "why": "w", "fix": "f"}
                """.formatted(before);

        assertThat(findings(audited())).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("close-wait/unread");
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.details()).hasSize(2).last().asString().startsWith("grew within ");
        });
        assertThat(audited().text()).contains("52 connections, of a finding above\n");
    }

    /** That connections were closed late is another cause. */
    @Test
    void findingAboutClosedOnes_staysBesideTheGrowth() throws IOException {
        findings = """
                {"rule": "close-wait/slow-close", "severity": "warning", "title": "t", "connections": 42, "culprit": null,
                 "codePath": "p1", "codePaths": ["p1"], "evidence": {}, "details": [], "why": "w", "fix": "f"}
                """;

        assertThat(findings(audited()))
                .extracting(DocumentedFinding::rule)
                .containsExactly("open/growing", "close-wait/slow-close");
    }

    @Test
    void descriptorsThatNoConnectionExplains_areANote() throws IOException {
        openEach = 0;
        descriptorsEach = 9;

        assertThat(findings(audited())).isEmpty();
        assertThat(ReportDocument.read(audited().json()).notes())
                .singleElement()
                .asString()
                .startsWith("open descriptors of the process grew from 50 to 176")
                .contains("files, pipes or listening sockets are left open too");
    }

    @Test
    void points_areInTheDocument() throws IOException {
        JsonObject audit = Json.read(audited().json()).object("audit");

        assertThat(audit.count("warmUpMillis")).isEqualTo(30_000);
        assertThat(audit.objects("points")).hasSize(Series.POINTS);
        assertThat(audit.objects("growth"))
                .singleElement()
                .satisfies(growth -> assertThat(growth.count("openNow")).isEqualTo(52));
    }
}
