package dev.lastack.cli.watch;

import dev.lastack.cli.terminal.KeyPress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user has chosen to see.
 *
 * @param selected a code path's id; empty before the first key, then the first row
 * @param opened the id of the code path whose stacks are shown; null in the list
 * @param scroll lines left out above, of the stacks
 */
record View(
        Sort sort,
        boolean frozen,
        String selected,
        @Nullable String opened,
        int scroll,
        boolean done) {

    static final View FIRST = new View(Sort.CLOSE_WAIT, false, "", null, 0, false);

    private static final int PAGE = 10;

    /**
     * After a key.
     *
     * @param order ids of the code paths as they stand on the screen
     */
    View pressed(KeyPress key, List<String> order) {
        char letter = key.letter();
        if (letter == 'q') {
            return new View(sort, frozen, selected, opened, scroll, true);
        }
        if (letter == 'f' || letter == ' ') {
            return new View(sort, !frozen, selected, opened, scroll, false);
        }
        return opened == null ? inList(key, order) : inStacks(key);
    }

    private View inList(KeyPress key, List<String> order) {
        if (key.letter() == 's') {
            return new View(sort.next(), frozen, selected, null, 0, false);
        }
        int row = Math.max(0, order.indexOf(selected));
        return switch (key.kind()) {
            case UP -> select(order, row - 1);
            case DOWN -> select(order, row + 1);
            case PAGE_UP -> select(order, row - PAGE);
            case PAGE_DOWN -> select(order, row + PAGE);
            case ENTER -> order.isEmpty() ? this : new View(sort, frozen, order.get(row), order.get(row), 0, false);
            default -> this;
        };
    }

    private View select(List<String> order, int row) {
        if (order.isEmpty()) {
            return this;
        }
        int within = Math.max(0, Math.min(order.size() - 1, row));
        return new View(sort, frozen, order.get(within), null, 0, false);
    }

    private View inStacks(KeyPress key) {
        return switch (key.kind()) {
            case UP -> scrolled(-1);
            case DOWN -> scrolled(1);
            case PAGE_UP -> scrolled(-PAGE);
            case PAGE_DOWN -> scrolled(PAGE);
            case ESCAPE, ENTER, BACKSPACE -> new View(sort, frozen, selected, null, 0, false);
            default -> this;
        };
    }

    private View scrolled(int lines) {
        return new View(sort, frozen, selected, opened, Math.max(0, scroll + lines), false);
    }

    /** Not beyond what there is. */
    View within(int most) {
        return scroll <= most ? this : new View(sort, frozen, selected, opened, Math.max(0, most), done);
    }
}
