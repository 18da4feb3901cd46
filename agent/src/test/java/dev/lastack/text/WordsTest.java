package dev.lastack.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
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

    @ParameterizedTest
    @CsvSource({
        "1460, 1.5 s",
        "2020, 2 s",
        "30240, 30 s",
        "59800, 60 s",
        "75400, 75 s",
        "119600, 2 min",
        "151000, 2 min 30 s",
        "299000, 5 min",
        "3601000, 60 min"
    })
    void roundTime_isWhatWasSet(long millis, String text) {
        assertThat(Words.roundTime(millis)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.00",
        "0.031, 0.03",
        "0.005, 0.01",
        "7.46, 7.5",
        "99.96, 100.0",
        "Infinity, Infinity",
        "NaN, NaN",
        "470.53, 471",
        "28232, '28,232'"
    })
    void rate_isAsExactAsItIsOfUse(double perSecond, String text) {
        assertThat(Words.rate(perSecond)).isEqualTo(text);
    }

    @Test
    void decimals_areRoundedAsIsUsual() {
        assertThat(Words.decimals(0.4, 2)).isEqualTo("0.40");
        assertThat(Words.decimals(1.25, 1)).isEqualTo("1.3");
        assertThat(Words.decimals(1_204.96, 1)).isEqualTo("1205.0");
    }

    @Test
    void percent_isFullOnlyWhenAllIs() {
        assertThat(Words.percent(0.9999)).isEqualTo("99 %");
        assertThat(Words.percent(1)).isEqualTo("100 %");
        assertThat(Words.percent(12.5)).isEqualTo("1,250 %");
    }

    @Test
    void count_hasThousandsSeparatorsAndAPlural() {
        for (long number :
                new long[] {0, 7, 999, 1_000, 99_999, 1_234_567, -1, -999, -1_000, -123_456, Long.MAX_VALUE}) {
            assertThat(Words.count(number)).isEqualTo(String.format(Locale.ROOT, "%,d", number));
        }
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
