package dev.lastack.attach.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipeEndsTest {

    /** Linux cuts a thread's name after 15 bytes. */
    @ParameterizedTest
    @CsvSource({"0, 0, 1", "46655, 11, 14", "7, 1048575, 1048574", "12345, 60466175, 3"})
    void name_holdsBothNumbersInFifteenBytes(int token, int requests, int answers) {
        PipeEnds ends = new PipeEnds(requests, answers);

        String name = ends.threadName(PipeEnds.token(token));

        assertThat(name).hasSize(15);
        assertThat(PipeEnds.ofThread(name, PipeEnds.token(token))).isEqualTo(ends);
        assertThat(PipeEnds.ofThread(name, PipeEnds.token((token + 1) % PipeEnds.TOKENS)))
                .as("another command's")
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "la", "java", "lastack-watcher", "lastack-talk", "la00_0000_00001", "la000-000100002!"})
    void otherThreads_areNone(String name) {
        assertThat(PipeEnds.ofThread(name, "000")).isNull();
        assertThat(PipeEnds.ofThread(name, "sta")).isNull();
    }

    @Test
    void numberThatCannotBeTold_isRefused() {
        assertThatThrownBy(() -> new PipeEnds(60_466_176, 1).threadName("000"))
                .isInstanceOf(IllegalStateException.class);
    }
}
