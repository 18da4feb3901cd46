package dev.lastack.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportFormatTest {

    @ParameterizedTest
    @CsvSource({
        "a.txt, TEXT",
        "A.TXT, TEXT",
        "/tmp/a.b.Json, JSON",
        "X.JSON, JSON",
        "/dev/stdout, TEXT",
        "/proc/1/fd/1, TEXT"
    })
    void ending_inAnyCase_picksTheFormat(String file, ReportFormat format) {
        assertThat(ReportFormat.of(file)).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "a", "a.pdf", "txt", "a.txt.gz", "json", "/dev/shm/a.pdf", "/dev/../a"})
    void otherEnding_isNone(String file) {
        assertThat(ReportFormat.of(file)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void everyFormat_isFoundByItsEnding_andTold(ReportFormat format) {
        assertThat(ReportFormat.of("a" + format.ending())).isEqualTo(format);
        assertThat(ReportFormat.endings()).contains(format.ending());
    }

    @Test
    void endings_readAsASentence() {
        assertThat(ReportFormat.endings()).isEqualTo(".txt, .json, .sarif, .junit.xml, .md or .html");
        assertThat(ReportFormat.endingsInMarkdown())
                .isEqualTo("`.txt`, `.json`, `.sarif`, `.junit.xml`, `.md`, `.html`");
    }
}
