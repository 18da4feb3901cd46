package dev.lastack.cli.jvms;

import dev.lastack.cli.terminal.KeyPress;
import dev.lastack.cli.terminal.LiveTerminal;
import dev.lastack.text.Display;
import dev.lastack.text.Paint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Lets the user choose a JVM out of a list on the whole terminal. */
public final class Picker {

    private static final int MARK = 3;
    private static final int MOST_BY_DIGIT = 9;
    private static final long LONG_MILLIS = 60_000;

    private Picker() {}

    /** The pid; empty where the user wants none of them. */
    public static OptionalLong pick(List<ListedJvm> jvms, Paint paint) throws IOException {
        try (LiveTerminal terminal = LiveTerminal.open()) {
            Choice choice = Choice.FIRST;
            while (!choice.done() && !terminal.isInterrupted()) {
                terminal.draw(lines(jvms, choice.row(), terminal.width(), terminal.height(), paint));
                KeyPress key = terminal.key(LONG_MILLIS);
                if (key != null) {
                    choice = choice.pressed(key, jvms.size());
                }
            }
            return choice.taken() ? OptionalLong.of(jvms.get(choice.row()).pid()) : OptionalLong.empty();
        }
    }

    /** The screen: no line wider than it, and not more lines. */
    static List<String> lines(List<ListedJvm> jvms, int selected, int width, int height, Paint paint) {
        int room = Math.max(1, height - 4);
        int first = Math.max(0, Math.min(selected - room / 2, jvms.size() - room));
        List<ListedJvm> shown = jvms.subList(first, Math.min(jvms.size(), first + room));
        Display painted = new Display(paint, width - MARK, true);
        List<String> plain = JvmListText.lines(shown, new Display(Paint.NONE, width - MARK, true));
        List<String> rows = JvmListText.lines(shown, painted);
        List<String> lines = new ArrayList<>();
        lines.add(paint.bold("Which JVM?"));
        lines.add(" ".repeat(MARK) + rows.get(0));
        for (int i = 0; i < shown.size(); i++) {
            int row = first + i;
            String mark = row < MOST_BY_DIGIT ? row + 1 + "  " : "   ";
            lines.add(row == selected ? paint.selected(mark + plain.get(i + 1)) : mark + rows.get(i + 1));
        }
        lines.add("");
        lines.add(paint.faint("up/down select  enter or a number choose  q none"));
        return lines.subList(0, Math.min(lines.size(), Math.max(1, height)));
    }

    /** What the user has pressed so far. */
    record Choice(int row, boolean taken, boolean done) {

        static final Choice FIRST = new Choice(0, false, false);

        Choice pressed(KeyPress key, int count) {
            int digit = key.character() - '0';
            if (digit >= 1 && digit <= Math.min(MOST_BY_DIGIT, count)) {
                return new Choice(digit - 1, true, true);
            }
            return switch (key.kind()) {
                case UP -> new Choice(Math.max(0, row - 1), false, false);
                case DOWN -> new Choice(Math.min(count - 1, row + 1), false, false);
                case ENTER -> new Choice(row, true, true);
                case ESCAPE -> new Choice(row, false, true);
                default -> new Choice(row, false, key.letter() == 'q');
            };
        }
    }
}
