package dev.lastack.cli.jvms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.cli.jvms.ListedJvm.Descriptors;
import dev.lastack.cli.jvms.ListedJvm.Sockets;
import dev.lastack.cli.jvms.Picker.Choice;
import dev.lastack.cli.terminal.KeyPress;
import dev.lastack.text.Paint;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PickerTest {

    private static List<ListedJvm> jvms(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new ListedJvm(
                        4200 + i,
                        4200 + i,
                        "shop",
                        "com.acme.orders.Service" + i,
                        "17.0.15",
                        new Descriptors(31, 1024),
                        new Sockets(12, count - i, 0),
                        "net:[1]"))
                .toList();
    }

    private static Choice pressed(int count, KeyPress... keys) {
        Choice choice = Choice.FIRST;
        for (KeyPress key : keys) {
            choice = choice.pressed(key, count);
        }
        return choice;
    }

    @Test
    void list_isNumbered_andTheSelectedOneMarked() {
        List<String> lines = Picker.lines(jvms(2), 1, 80, 24, Paint.ANSI);

        assertThat(lines.get(1)).startsWith("    PID  USER");
        assertThat(lines.get(2)).startsWith("1  4200  shop").doesNotContain("\u001b[7m");
        assertThat(lines.get(3)).startsWith("\u001b[7m2  4201  shop");
    }

    @ParameterizedTest
    @CsvSource({"80, 24, 0", "80, 24, 29", "60, 8, 15", "50, 3, 29", "10, 1, 0"})
    void list_fits_andShowsTheSelectedOne(int width, int height, int selected) {
        List<String> lines = Picker.lines(jvms(30), selected, width, height, Paint.NONE);

        assertThat(lines).hasSizeLessThanOrEqualTo(height);
        if (height > 2) {
            assertThat(lines).anyMatch(line -> line.contains(Integer.toString(4200 + selected)));
        }
    }

    @Test
    void enter_takesTheSelectedOne() {
        assertThat(pressed(3, KeyPress.DOWN, KeyPress.DOWN, KeyPress.UP, KeyPress.ENTER))
                .isEqualTo(new Choice(1, true, true));
        assertThat(pressed(3, KeyPress.DOWN, KeyPress.DOWN, KeyPress.DOWN, KeyPress.DOWN)
                        .row())
                .isEqualTo(2);
        assertThat(pressed(3, KeyPress.UP).row()).isZero();
    }

    @Test
    void digit_takesItsRow_whereThereIsOne() {
        assertThat(pressed(3, KeyPress.of('3'))).isEqualTo(new Choice(2, true, true));
        assertThat(pressed(3, KeyPress.of('4')).done()).isFalse();
        assertThat(pressed(3, KeyPress.of('0')).done()).isFalse();
    }

    @Test
    void escapeAndQ_takeNone() {
        assertThat(pressed(3, KeyPress.ESCAPE)).isEqualTo(new Choice(0, false, true));
        assertThat(pressed(3, KeyPress.of('q'))).isEqualTo(new Choice(0, false, true));
    }
}
