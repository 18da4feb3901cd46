package dev.lastack.report.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastack.fixture.OrderService;
import dev.lastack.report.Reports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportDocumentTest {

    @Test
    void findings_haveTheLifeOfTheirLargestCodePath() throws IOException {
        DocumentedFinding leak = Reports.document(OrderService.sick()).findings().stream()
                .filter(finding -> finding.rule().equals("close-wait/eof-ignored"))
                .findFirst()
                .orElseThrow();

        assertThat(leak.site()).isNotNull();
        assertThat(leak.role()).isEqualTo("client");
        assertThat(leak.peer()).isNotEmpty();
        assertThat(leak.headline()).endsWith("(318 connections)");
        assertThat(leak.steps())
                .extracting(DocumentedFinding.Step::what)
                .startsWith("connected here", "last used here");
    }

    /** Wherever a disk was full or a copy ended: within a word, a number, a name. */
    @Test
    void reportThatIsCutOff_isCalledSo() {
        byte[] whole =
                "{\"schema\":\"lastack-report/1\",\"a\":[true,null,-12.5e3,\"x\\u00e4\u00e9\"],\"b\":{\"c\":false}}"
                        .getBytes(StandardCharsets.UTF_8);
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ReportDocument.read(cut))
                    .isInstanceOf(IOException.class)
                    .hasMessage("it is cut off in line 1");
        }
    }

    @Test
    void identities_areOfOneFindingEach() throws IOException {
        assertThat(Reports.document(OrderService.sick()).findings())
                .extracting(DocumentedFinding::identity)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"schema\":\"lastack-report/2\"}",
                "{\"schema\":\"lastack-list/1\"}",
                "{\"schema\":\"lastack-report/1\",\"findings\":[{\"severity\":\"fatal\"}]}",
                "not JSON"
            })
    void anythingElse_isRefusedInOneLine(String text) {
        assertThatThrownBy(() -> ReportDocument.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .message()
                .doesNotContain("\n")
                .isNotBlank();
    }

    /** A later version adds, and an earlier one lacks. */
    @Test
    void whatIsMissing_readsAsNothing() throws IOException {
        ReportDocument report =
                ReportDocument.read("{\"schema\":\"lastack-report/1\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(report.findings()).isEmpty();
        assertThat(report.opened()).isZero();
    }
}
