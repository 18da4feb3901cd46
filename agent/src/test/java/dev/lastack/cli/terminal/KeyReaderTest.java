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
    private static List<Key> keys(String sent) throws IOException {
        Queue<Integer> characters = new ArrayDeque<>();
        sent.chars().forEach(character -> characters.add(character == ' ' ? KeyReader.Characters.NONE : character));
        KeyReader reader = new KeyReader(within -> {
            Integer next = characters.poll();
            return next == null ? KeyReader.Characters.END : next;
        });
        List<Key> keys = new ArrayList<>();
        while (!characters.isEmpty()) {
            Key key = reader.next(1000);
            if (key != null) {
                keys.add(key);
            }
        }
        return keys;
    }

    @Test
    void arrowsAndPages_areRead_howeverTheTerminalSendsThem() throws IOException {
        assertThat(keys("\u001b[A\u001bOB\u001b[5~\u001b[6~\u001b[1;5A"))
                .containsExactly(Key.UP, Key.DOWN, Key.PAGE_UP, Key.PAGE_DOWN, Key.UP);
    }

    @Test
    void escapeAlone_isOne_afterAMoment() throws IOException {
        assertThat(keys("\u001b q")).containsExactly(Key.ESCAPE, Key.of('q'));
    }

    @Test
    void keysWithoutAMeaning_leaveNothingBehind() throws IOException {
        assertThat(keys("\u001b[3~\u001bOPx")).containsExactly(Key.OTHER, Key.OTHER, Key.of('x'));
    }

    @Test
    void enterAndBackspace_areReadInBothWays() throws IOException {
        assertThat(keys("\r\n\u007f\b")).containsExactly(Key.ENTER, Key.ENTER, Key.BACKSPACE, Key.BACKSPACE);
    }

    @Test
    void goneTerminal_isAnError() {
        KeyReader reader = new KeyReader(within -> KeyReader.Characters.END);

        assertThatThrownBy(() -> reader.next(1)).isInstanceOf(IOException.class);
    }
}
