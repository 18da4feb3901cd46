package dev.lastack.report.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.finding.Severity;
import dev.lastack.fixture.OrderService;
import dev.lastack.report.DocumentRenderer;
import dev.lastack.report.Reports;
import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.report.document.ReportDocument;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Read by Surefire's own parser, as Maven's reports and other servers do. */
class JUnitReportTest {

    @Test
    void errorIsAFailedTest_theOthersAreSkipped() throws Exception {
        ReportDocument report = Reports.document(OrderService.sick());
        long errors =
                report.findings().stream().filter(DocumentRenderer::isError).count();

        Suites suite = suite(report, DocumentRenderer::isError);

        assertThat(errors).isPositive().isLessThan(report.findings().size());
        assertThat(suite.getNumberOfTests()).isEqualTo(report.findings().size());
        assertThat(suite.getNumberOfFailures()).isEqualTo((int) errors);
        assertThat(suite.getNumberOfSkipped()).isEqualTo(report.findings().size() - (int) errors);
        assertThat(suite.getNumberOfErrors()).isZero();
    }

    @Test
    void failure_namesTheLine() throws Exception {
        ReportTestCase leak =
                suite(Reports.document(OrderService.sick()), DocumentRenderer::isError).getTestCases().stream()
                        .filter(test -> test.getName().startsWith("close-wait/eof-ignored"))
                        .findFirst()
                        .orElseThrow();

        assertThat(leak.hasFailure()).isTrue();
        assertThat(leak.getFailureType()).isEqualTo("close-wait/eof-ignored");
        assertThat(leak.getFailureMessage()).contains("318 connections");
        assertThat(leak.getFailureDetail())
                .contains("\tat com.acme.orders.PriceClient.")
                .contains("fix: ");
    }

    @Test
    void whoDecidesWhatFails_isAsked() throws Exception {
        Suites none = suite(Reports.document(OrderService.sick()), finding -> false);

        assertThat(none.getNumberOfFailures()).isZero();
        assertThat(none.getNumberOfSkipped()).isEqualTo(none.getNumberOfTests());
    }

    @Test
    void nothingFound_isOneTestThatPasses() throws Exception {
        Suites suite = suite(Reports.document(OrderService.healthy()), DocumentRenderer::isError);

        assertThat(suite.getNumberOfTests()).isEqualTo(1);
        assertThat(suite.getNumberOfFailures() + suite.getNumberOfSkipped()).isZero();
    }

    /** What no XML may hold, and what would be markup. */
    @Test
    void hostileNames_areText() throws Exception {
        String hostile = "<script>&\"'\u0000\u001B[31m\uD800\uFFFE]]>\n\t";
        ReportDocument report = new ReportDocument(
                "0.1.0",
                "2026-01-01T00:00:00.000Z",
                "exit",
                1,
                hostile,
                "17",
                1,
                1,
                0,
                1,
                1,
                List.of(),
                List.of(new DocumentedFinding(
                        "close-wait/unread",
                        Severity.ERROR,
                        hostile,
                        1,
                        null,
                        "",
                        "client",
                        "1.2.3.4:5",
                        List.of(hostile),
                        hostile,
                        hostile,
                        List.of())));

        Element suite = parsed(xml(report, DocumentRenderer::isError));

        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(1);
        assertThat(suite.getElementsByTagName("*").getLength()).as("elements").isEqualTo(6);
        assertThat(suite.getAttribute("name")).contains("<script>&\"'");
    }

    /** The parser makes a suite of each class. */
    private static Suites suite(ReportDocument report, Predicate<DocumentedFinding> fails) throws Exception {
        List<ReportTestSuite> suites = new TestSuiteXmlParser(new NullConsoleLogger())
                .parse(new java.io.InputStreamReader(
                        new ByteArrayInputStream(xml(report, fails)), StandardCharsets.UTF_8));
        return new Suites(suites);
    }

    private record Suites(List<ReportTestSuite> all) {

        List<ReportTestCase> getTestCases() {
            return all.stream().flatMap(suite -> suite.getTestCases().stream()).toList();
        }

        int getNumberOfTests() {
            return sum(ReportTestSuite::getNumberOfTests);
        }

        int getNumberOfFailures() {
            return sum(ReportTestSuite::getNumberOfFailures);
        }

        int getNumberOfSkipped() {
            return sum(ReportTestSuite::getNumberOfSkipped);
        }

        int getNumberOfErrors() {
            return sum(ReportTestSuite::getNumberOfErrors);
        }

        private int sum(ToIntFunction<ReportTestSuite> number) {
            return all.stream().mapToInt(number).sum();
        }
    }

    /** Each JVM is a suite of its own, by its pid. */
    @Test
    void severalJvms_areSuitesOfOneDocument() throws Exception {
        ReportDocument sick = Reports.document(OrderService.sick());
        ReportDocument healthy = Reports.document(OrderService.healthy());

        Element suites = parsed(xml(List.of(sick, healthy), DocumentRenderer::isError));

        assertThat(suites.getTagName()).isEqualTo("testsuites");
        NodeList each = suites.getElementsByTagName("testsuite");
        assertThat(each.getLength()).isEqualTo(2);
        assertThat(((Element) each.item(0)).getAttribute("name")).endsWith(" (pid " + sick.pid() + ")");
        assertThat(suites.getElementsByTagName("testcase").getLength())
                .isEqualTo(sick.findings().size() + 1);
    }

    @Test
    void noJvmAtAll_isADocumentStill() throws Exception {
        assertThat(parsed(xml(List.of(), DocumentRenderer::isError)).getTagName())
                .isEqualTo("testsuites");
    }

    private static Element parsed(byte[] xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml))
                .getDocumentElement();
    }

    private static byte[] xml(ReportDocument report, Predicate<DocumentedFinding> fails) throws IOException {
        return xml(List.of(report), fails);
    }

    private static byte[] xml(List<ReportDocument> reports, Predicate<DocumentedFinding> fails) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JUnitReport.write(reports, fails, out);
        return out.toByteArray();
    }
}
