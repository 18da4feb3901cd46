package dev.lastack.report.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.finding.Severity;
import dev.lastack.fixture.Gateway;
import dev.lastack.fixture.LostConnections;
import dev.lastack.fixture.OrderService;
import dev.lastack.report.Reports;
import dev.lastack.report.document.CodeSite;
import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.report.document.ReportDocument;
import dev.lastack.snapshot.Snapshot;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReportDiffTest {

    private static Stream<Snapshot> reports() {
        return Stream.of(
                OrderService.sick(), OrderService.healthy(), Gateway.sick(), LostConnections.sick(), TwoDays.first());
    }

    @Test
    void whatIsNew_gone_grownAndTheSame_isTold() throws IOException {
        ReportDiff diff = ReportDiff.of(Reports.document(TwoDays.first()), Reports.document(TwoDays.second()));

        assertThat(methods(diff, Change.Kind.NEW)).containsExactly("com.acme.audit.AuditLog.append");
        assertThat(methods(diff, Change.Kind.GONE)).containsExactly("com.acme.mail.Mailer.send");
        assertThat(methods(diff, Change.Kind.GROWN)).containsExactly("com.acme.orders.PriceClient.fetch");
        assertThat(methods(diff, Change.Kind.OTHER)).containsExactly("com.acme.stock.StockCache.get");
    }

    @ParameterizedTest
    @MethodSource("reports")
    void reportAgainstItself_hasNothingNew(Snapshot snapshot) throws IOException {
        ReportDocument report = Reports.document(snapshot);

        ReportDiff diff = ReportDiff.of(report, report);

        assertThat(diff.changes()).hasSameSizeAs(report.findings()).allMatch(one -> one.kind() == Change.Kind.OTHER);
        assertThat(diff.reaching(Severity.INFO)).isEmpty();
    }

    /** What is new in one direction is gone in the other. */
    @ParameterizedTest
    @MethodSource("reports")
    void otherWayRound_swapsNewAndGone(Snapshot snapshot) throws IOException {
        ReportDocument report = Reports.document(snapshot);
        ReportDocument other = Reports.document(TwoDays.second());

        assertThat(methods(ReportDiff.of(report, other), Change.Kind.NEW))
                .isEqualTo(methods(ReportDiff.of(other, report), Change.Kind.GONE));
    }

    /** Also one that was there already, below the bar. */
    @ParameterizedTest
    @CsvSource({
        "NONE, ERROR, ERROR, true",
        "NONE, WARNING, ERROR, false",
        "NONE, WARNING, WARNING, true",
        "NONE, INFO, INFO, true",
        "WARNING, ERROR, ERROR, true",
        "WARNING, ERROR, WARNING, false",
        "ERROR, WARNING, WARNING, false",
        "ERROR, NONE, INFO, false",
    })
    void whatReachesTheBar(String before, String after, Severity bar, boolean reaches) {
        assertThat(new Change(finding(before, 1), finding(after, 1)).reaches(bar))
                .isEqualTo(reaches);
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR, 3, ERROR, 4, GROWN",
        "ERROR, 3, ERROR, 3, OTHER",
        "ERROR, 3, ERROR, 2, OTHER",
        "INFO, 3, WARNING, 2, GROWN",
        "ERROR, 3, WARNING, 3, OTHER",
        "NONE, 0, INFO, 1, NEW",
        "INFO, 1, NONE, 0, GONE",
    })
    void whatBecameOfIt(String before, long many, String after, long more, Change.Kind kind) {
        assertThat(new Change(finding(before, many), finding(after, more)).kind())
                .isEqualTo(kind);
    }

    /** As where neither has a culprit: they cannot be told apart, so they are counted together. */
    @Test
    void twoOfOneIdentity_areOne() throws IOException {
        ReportDocument none = Reports.document(OrderService.healthy());
        ReportDocument two = with(none, List.of(finding("WARNING", 2), finding("ERROR", 3)));

        assertThat(ReportDiff.of(none, two).changes()).singleElement().satisfies(change -> {
            assertThat(change.finding().connections()).isEqualTo(5);
            assertThat(change.finding().severity()).isEqualTo(Severity.ERROR);
        });
    }

    private static ReportDocument with(ReportDocument report, List<DocumentedFinding> findings) {
        return new ReportDocument(
                report.version(),
                report.generatedAt(),
                report.trigger(),
                report.pid(),
                report.mainClass(),
                report.javaVersion(),
                report.seconds(),
                report.opened(),
                report.closed(),
                report.open(),
                report.closeWait(),
                report.notes(),
                findings);
    }

    private static DocumentedFinding finding(String severity, long connections) {
        return severity.equals("NONE")
                ? null
                : new DocumentedFinding(
                        "close-wait/unread",
                        Severity.valueOf(severity),
                        "title",
                        connections,
                        new CodeSite("a.B", "c", "B.java", 1),
                        "",
                        "client",
                        "1.2.3.4:5",
                        List.of(),
                        "why",
                        "fix",
                        List.of());
    }

    private static List<String> methods(ReportDiff diff, Change.Kind kind) {
        return diff.of(kind).stream()
                .map(change -> change.finding().site())
                .map(site -> site == null ? "" : site.stableName())
                .toList();
    }
}
