package dev.lastack.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "99, 99 ms",
        "100, 0.1 s",
        "59999, 59.9 s",
        "60000, 1m 00s",
        "821000, 13m 41s",
        "3599999, 59m 59s",
        "7500000, 2h 05m",
        "86400000, 1d 00h",
        "273600000, 3d 04h"
    })
    void duration_readsAsAPersonSaysIt(long millis, String text) {
        assertThat(Words.duration(millis)).isEqualTo(text);
    }

    @Test
    void count_hasThousandsSeparatorsAndAPlural() {
        assertThat(Words.count(1_204)).isEqualTo("1,204");
        assertThat(Words.count(1, "sibling")).isEqualTo("1 sibling");
        assertThat(Words.count(0, "sibling")).isEqualTo("0 siblings");
    }

    @Test
    void range_ofEqualsIsOne() {
        assertThat(Words.range(5_000, 5_049)).isEqualTo("5.0 s");
        assertThat(Words.range(5_000, 821_000)).isEqualTo("5.0 s to 13m 41s");
    }

    @Test
    void list_isJoinedByAnd() {
        assertThat(Words.list(List.of())).isEmpty();
        assertThat(Words.list(List.of("a"))).isEqualTo("a");
        assertThat(Words.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
    }
}
