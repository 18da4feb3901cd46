package dev.lastack.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @ParameterizedTest
    @ValueSource(
            ints = {0, 7, 8, 9, 0xa, 0xd, 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0x202a, 0x202e, 0x2066, 0x2069, 0x2028, 0x2029})
    void control_becomesAnEscape(int control) {
        assertThat(Printable.of("a" + (char) control + "b")).isEqualTo(String.format("a\\u%04xb", control));
    }

    @Test
    void invisibleSupplementaryCharacter_andHalfAPair_becomeEscapes() {
        assertThat(Printable.of(Character.toString(0xE0041))).isEqualTo("\\udb40\\udc41");
        assertThat(Printable.of("\ud800")).isEqualTo("\\ud800");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "com.acme.Main$1", "Größe", "注文", "\ud83d\ude00", "a\\b", "lambda$fetch$0"})
    void name_staysAsItIs(String name) {
        assertThat(Printable.of(name)).isSameAs(name);
    }

    @Test
    void twice_isAsOnce() {
        String once = Printable.of("\u001b[2J\nERROR");

        assertThat(Printable.of(once)).isEqualTo(once).isEqualTo("\\u001b[2J\\u000aERROR");
    }
}
