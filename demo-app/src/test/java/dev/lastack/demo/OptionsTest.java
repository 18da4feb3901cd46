package dev.lastack.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lastack.demo.load.Load;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @Test
    void noArguments_runsAll() {
        assertThat(Options.parse().exhibits()).isEqualTo(Exhibition.ALL);
    }

    @Test
    void connections_countForWhateverIsRun_inAnyOrderOfArguments() {
        assertThat(Options.parse("--connections=42", "--only=SlowClose").exhibits())
                .singleElement()
                .satisfies(only -> {
                    assertThat(only.name()).isEqualTo("SlowClose");
                    assertThat(only.connections()).isEqualTo(42);
                });
    }

    @ParameterizedTest
    @CsvSource({"800ms, 800", "2s, 2000", "0s, 0", "1500ms, 1500"})
    void hold_isADuration(String hold, long millis) {
        assertThat(Options.parse("--hold=" + hold).hold()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"leak, LEAK", "leak-close-wait, LEAK_CLOSE_WAIT", "pool, POOL", "warm-up, WARM_UP"})
    void load_lastsFiveMinutesUnlessToldOtherwise(String name, Load load) {
        assertThat(Options.parse("--load=" + name).load()).contains(load);
        assertThat(Options.parse("--load=" + name).hold()).isEqualTo(Duration.ofMinutes(5));
        assertThat(Options.parse("--hold=2s", "--load=" + name).hold()).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--hold=",
                "--hold=2",
                "--hold=-1s",
                "--connections=0",
                "--connections=ten",
                "--only=",
                "--load=",
                "--load=LEAK",
                "list",
                ""
            })
    void anythingElse_isNamedInTheComplaint(String arg) {
        assertThatThrownBy(() -> Options.parse(arg))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(arg);
    }
}
