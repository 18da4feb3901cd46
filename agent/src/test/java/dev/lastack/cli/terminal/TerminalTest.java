package dev.lastack.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

    @ParameterizedTest
    @CsvSource({
        "/dev/pts/3, true",
        "/dev/tty1, true",
        "/dev/console, true",
        "pipe:[1234], false",
        "/dev/null, false",
        "/tmp/out.txt, false",
        "'', false"
    })
    void colours_areForTerminals(String target, boolean colours) {
        assertThat(Terminal.wantsColours(Map.of("TERM", "xterm"), target)).isEqualTo(colours);
    }

    @Test
    void noColor_isHonoured() {
        assertThat(Terminal.wantsColours(Map.of("TERM", "xterm", "NO_COLOR", "1"), "/dev/pts/3"))
                .isFalse();
        assertThat(Terminal.wantsColours(Map.of("TERM", "xterm", "NO_COLOR", ""), "/dev/pts/3"))
                .isTrue();
    }

    @Test
    void dumbOrMissingTerminal_getsNone() {
        assertThat(Terminal.wantsColours(Map.of("TERM", "dumb"), "/dev/pts/3")).isFalse();
        assertThat(Terminal.wantsColours(Map.of(), "/dev/pts/3")).isFalse();
    }

    @Test
    void linkThatCannotBeRead_isNoTerminal() {
        assertThat(Terminal.target(Path.of("/nowhere/fd/1"))).isEmpty();
    }
}
