package dev.lastack.report.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.finding.Severity;
import dev.lastack.fixture.OrderService;
import dev.lastack.report.Reports;
import dev.lastack.report.document.CodeSite;
import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.report.document.ReportDocument;
import dev.lastack.report.source.SourceRoots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitHubAnnotationsTest {

    @TempDir
    private Path folder;

    @Test
    void eachFinding_isACommandWithItsLine() throws IOException {
        ReportDocument report = Reports.document(OrderService.sick());

        List<String> lines = GitHubAnnotations.of(List.of(report), SourceRoots.below(folder));

        assertThat(lines)
                .hasSameSizeAs(report.findings())
                .allMatch(line -> line.matches(
                        "::(error|warning|notice) (file=[^,:]+,)?(line=\\d+,)?title=LastAck [a-z/-]+::[^\\r\\n]+"));
        assertThat(lines).anyMatch(line -> line.startsWith("::error file=com/acme/orders/PriceClient.java,line="));
    }

    @ParameterizedTest
    @CsvSource({"ERROR, error", "WARNING, warning", "INFO, notice"})
    void severity_isTheLevel(Severity severity, String level) {
        assertThat(line(severity, "t")).startsWith("::" + level + " ");
    }

    /** A line end would let a name give the job commands of its own. */
    @Test
    void hostileText_isOneCommand() {
        String line = line(Severity.ERROR, "a\n::set-env name=PATH::x\r%0A");

        assertThat(line.lines()).hasSize(1);
        assertThat(line).contains("a%0A::set-env name=PATH::x%0D%250A");
        assertThat(line).contains("file=p/A%2C%3A.java,line=3,");
    }

    private String line(Severity severity, String title) {
        DocumentedFinding finding = new DocumentedFinding(
                "close-wait/unread",
                severity,
                title,
                0,
                new CodeSite("p.A", "m", "A,:.java", 3),
                "",
                "",
                "",
                List.of(),
                "why",
                "fix",
                List.of());
        ReportDocument report =
                new ReportDocument("0.1.0", "", "exit", 1, "", "17", 1, 0, 0, 0, 0, List.of(), List.of(finding));
        return GitHubAnnotations.of(List.of(report), SourceRoots.below(folder)).get(0);
    }
}
