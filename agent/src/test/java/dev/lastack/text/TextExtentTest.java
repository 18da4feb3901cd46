package dev.lastack.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextExtentTest {

    @ParameterizedTest
    @CsvSource({"20, 64", "80, 80", "132, 132", "400, 140"})
    void terminalsWidth_isTakenWithinReason(int columns, int width) {
        assertThat(TextExtent.of(Display.terminal(true, columns)).width()).isEqualTo(width);
    }

    @Test
    void elsewhere_itIs80Columns() {
        assertThat(TextExtent.of(Display.file())).isEqualTo(TextExtent.USUAL);
        assertThat(TextExtent.USUAL.width()).isEqualTo(80);
    }

    @Test
    void words_sayAllOfIt() {
        TextExtent three = TextExtent.of(Display.terminal(true, 120)).withFindings(3);
        TextExtent full = three.inFull();

        assertThat(TextExtent.of(three.words())).isEqualTo(three);
        assertThat(TextExtent.of(full.words())).isEqualTo(full);
        assertThat(full.findings()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void wordsOfAnotherVersion_arePassedOver() {
        assertThat(TextExtent.of(List.of("text"))).isEqualTo(TextExtent.USUAL);
        assertThat(TextExtent.of(List.of("text", "colours=all", "width=wide", "findings=-4", "width=99999999999")))
                .isEqualTo(TextExtent.USUAL);
        assertThat(TextExtent.of(List.of("findings=0")).findings()).isEqualTo(1);
    }
}
