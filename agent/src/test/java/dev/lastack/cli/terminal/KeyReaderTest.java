package dev.lastack.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class KeyReaderTest {

    /** A space is a pause that is longer than an escape sequence may have. */
    private static List<KeyPress> keys(String sent) throws IOException {
        Queue<Integer> characters = new ArrayDeque<>();
        sent.chars().forEach(character -> characters.add(character == ' ' ? KeyReader.Characters.NONE : character));
        KeyReader reader = new KeyReader(within -> {
            Integer next = characters.poll();
            return next == null ? KeyReader.Characters.END : next;
        });
        List<KeyPress> keys = new ArrayList<>();
        while (!characters.isEmpty()) {
            KeyPress key = reader.next(1000);
            if (key != null) {
                keys.add(key);
            }
        }
        return keys;
    }

    @Test
    void arrowsAndPages_areRead_howeverTheTerminalSendsThem() throws IOException {
        assertThat(keys("\u001b[A\u001bOB\u001b[5~\u001b[6~\u001b[1;5A"))
                .containsExactly(KeyPress.UP, KeyPress.DOWN, KeyPress.PAGE_UP, KeyPress.PAGE_DOWN, KeyPress.UP);
    }

    @Test
    void escapeAlone_isOne_afterAMoment() throws IOException {
        assertThat(keys("\u001b q")).containsExactly(KeyPress.ESCAPE, KeyPress.of('q'));
    }

    @Test
    void keysWithoutAMeaning_leaveNothingBehind() throws IOException {
        assertThat(keys("\u001b[3~\u001bOPx")).containsExactly(KeyPress.OTHER, KeyPress.OTHER, KeyPress.of('x'));
    }

    @Test
    void enterAndBackspace_areReadInBothWays() throws IOException {
        assertThat(keys("\r\n\u007f\b"))
                .containsExactly(KeyPress.ENTER, KeyPress.ENTER, KeyPress.BACKSPACE, KeyPress.BACKSPACE);
    }

    @Test
    void goneTerminal_isAnError() {
        KeyReader reader = new KeyReader(within -> KeyReader.Characters.END);

        assertThatThrownBy(() -> reader.next(1)).isInstanceOf(IOException.class);
    }
}
