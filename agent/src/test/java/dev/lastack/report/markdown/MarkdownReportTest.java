package dev.lastack.report.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.finding.Severity;
import dev.lastack.fixture.Gateway;
import dev.lastack.fixture.OrderService;
import dev.lastack.report.Reports;
import dev.lastack.report.document.CodeSite;
import dev.lastack.report.document.DocumentedFinding;
import dev.lastack.report.document.ReportDocument;
import dev.lastack.report.source.SourceRoots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownReportTest {

    @TempDir
    private Path folder;

    @Test
    void beginsWithTheAnswer() throws IOException {
        List<String> lines =
                markdown(Reports.document(OrderService.sick())).lines().toList();

        assertThat(lines.get(0)).startsWith("## LastAck: ");
        assertThat(lines.get(2)).matches("\\*\\*\\d+ errors, \\d+ warnings.*\\.\\*\\*");
    }

    @Test
    void eachFinding_isARowAndASectionToUnfold() throws IOException {
        for (ReportDocument report : List.of(Reports.document(OrderService.sick()), Reports.document(Gateway.sick()))) {
            String markdown = markdown(report);

            assertThat(markdown.lines().filter(line -> line.startsWith("| :"))).hasSameSizeAs(report.findings());
            assertThat(markdown.lines().filter(line -> line.startsWith("<details>")))
                    .hasSameSizeAs(report.findings());
            assertThat(markdown.lines().filter(line -> line.equals("</details>")))
                    .hasSameSizeAs(report.findings());
        }
    }

    /** Where a person looks: the program's frames, and of the others how many. */
    @Test
    void stacks_haveTheProgramsFrames_andFoldTheOthersWithTheirCount() throws IOException {
        String markdown = markdown(Reports.document(OrderService.sick()));

        List<String> connected = markdown.lines()
                .dropWhile(line -> !line.equals("connected here:"))
                .skip(2)
                .takeWhile(line -> !line.isBlank())
                .toList();
        assertThat(connected.get(0)).matches(" {4}\\(\\d+ frames? of the JDK or a library\\)");
        assertThat(connected.get(1)).startsWith("    com.acme.");
        assertThat(markdown).doesNotContain("    java.net.Socket.connect(");
    }

    @Test
    void nothingFound_isSaid() throws IOException {
        assertThat(markdown(Reports.document(OrderService.healthy())))
                .contains("**No findings.**")
                .doesNotContain("<details>");
    }

    /** Names of classes, threads and peers come from whoever runs the program. */
    @Test
    void hostileNames_stayText() throws IOException {
        String hostile = "<img src=x onerror=alert(1)> | [a](javascript:x) **b** @everyone `c`\u001B[31m\n# d";
        ReportDocument report = new ReportDocument(
                "0.1.0",
                "2026-01-01T00:00:00.000Z",
                "exit",
                1,
                hostile,
                hostile,
                1,
                1,
                0,
                1,
                1,
                List.of(hostile),
                List.of(new DocumentedFinding(
                        "close-wait/unread",
                        Severity.ERROR,
                        hostile,
                        1,
                        new CodeSite("a.`b`|<c>", "d", "e|`.java", 7),
                        hostile,
                        "client",
                        "1.2.3.4:5",
                        List.of(hostile),
                        hostile,
                        hostile,
                        List.of())));

        String markdown = markdown(report);

        assertThat(markdown).doesNotContain("<img").doesNotContain("@everyone").doesNotContain("\u001B");
        assertThat(markdown.lines().filter(line -> line.startsWith("#"))).hasSize(1);
        assertThat(markdown.lines().filter(line -> line.startsWith("| :")))
                .singleElement()
                .satisfies(
                        row -> assertThat(row.replaceAll("\\\\\\|", "").chars().filter(c -> c == '|'))
                                .as("cells of one row")
                                .hasSize(5));
    }

    private String markdown(ReportDocument report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MarkdownReport.write(List.of(report), SourceRoots.below(folder), out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
