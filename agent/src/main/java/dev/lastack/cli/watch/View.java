package dev.lastack.cli.watch;

import dev.lastack.cli.terminal.KeyPress;
import dev.lastack.cli.terminal.KeyPress.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user has chosen to see.
 *
 * @param selected a code path's id; empty before the first key, then the first row
 * @param opened the id of the code path whose stacks are shown; null in the list
 * @param scroll lines left out above, of the stacks
 * @param filter what rows of the list contain; empty for all
 */
record View(
        Sort sort,
        boolean frozen,
        String selected,
        @Nullable String opened,
        int scroll,
        String filter,
        Mode mode,
        boolean allFrames) {

    static final View FIRST = new View(Sort.CLOSE_WAIT, false, "", null, 0, "", Mode.LOOKING, false);

    private static final int PAGE = 10;

    /** A class name is not longer, and a line is not wider. */
    private static final int LONGEST_FILTER = 60;

    /** What keys are for. */
    enum Mode {
        LOOKING,
        /** Keys are characters of the filter. */
        TYPING,
        HELP,
        DONE
    }

    boolean done() {
        return mode == Mode.DONE;
    }

    /**
     * After a key.
     *
     * @param order ids of the code paths as they stand on the screen
     */
    View pressed(KeyPress key, List<String> order) {
        if (mode == Mode.TYPING) {
            return typed(key);
        }
        return switch (key.letter()) {
            case 'q' -> in(Mode.DONE);
            case 'f', ' ' -> new View(sort, !frozen, selected, opened, scroll, filter, mode, allFrames);
            case '?' -> in(mode == Mode.HELP ? Mode.LOOKING : Mode.HELP);
            default -> other(key, order);
        };
    }

    private View other(KeyPress key, List<String> order) {
        if (mode == Mode.HELP) {
            return key.kind() == Kind.OTHER ? this : in(Mode.LOOKING);
        }
        return opened == null ? inList(key, order) : inStacks(key);
    }

    /** Enter keeps what was typed, escape does not. */
    private View typed(KeyPress key) {
        return switch (key.kind()) {
            case ENTER -> in(Mode.LOOKING);
            case ESCAPE -> filtered("").in(Mode.LOOKING);
            case BACKSPACE -> filtered(filter.isEmpty() ? "" : filter.substring(0, filter.length() - 1));
            case CHARACTER ->
                key.character() < ' ' || filter.length() == LONGEST_FILTER ? this : filtered(filter + key.character());
            default -> this;
        };
    }

    private View inList(KeyPress key, List<String> order) {
        switch (key.letter()) {
            case 's' -> {
                return new View(sort.next(), frozen, selected, null, 0, filter, mode, allFrames);
            }
            case '/' -> {
                return in(Mode.TYPING);
            }
            default -> {}
        }
        int row = Math.max(0, order.indexOf(selected));
        return switch (key.kind()) {
            case UP -> select(order, row - 1);
            case DOWN -> select(order, row + 1);
            case PAGE_UP -> select(order, row - PAGE);
            case PAGE_DOWN -> select(order, row + PAGE);
            case ENTER -> order.isEmpty() ? this : select(order, row).opened(order.get(row));
            case ESCAPE, BACKSPACE -> filtered("");
            default -> this;
        };
    }

    private View select(List<String> order, int row) {
        if (order.isEmpty()) {
            return this;
        }
        int within = Math.max(0, Math.min(order.size() - 1, row));
        return new View(sort, frozen, order.get(within), null, 0, filter, mode, allFrames);
    }

    private View inStacks(KeyPress key) {
        if (key.letter() == 'a') {
            return new View(sort, frozen, selected, opened, 0, filter, mode, !allFrames);
        }
        return switch (key.kind()) {
            case UP -> scrolled(scroll - 1);
            case DOWN -> scrolled(scroll + 1);
            case PAGE_UP -> scrolled(scroll - PAGE);
            case PAGE_DOWN -> scrolled(scroll + PAGE);
            case ESCAPE, ENTER, BACKSPACE -> opened(null);
            default -> this;
        };
    }

    private View opened(@Nullable String id) {
        return new View(sort, frozen, selected, id, 0, filter, mode, allFrames);
    }

    private View scrolled(int lines) {
        return new View(sort, frozen, selected, opened, Math.max(0, lines), filter, mode, allFrames);
    }

    private View filtered(String text) {
        return new View(sort, frozen, selected, opened, scroll, text, mode, allFrames);
    }

    private View in(Mode other) {
        return new View(sort, frozen, selected, opened, scroll, filter, other, allFrames);
    }

    /** Not beyond what there is. */
    View within(int most) {
        return scroll <= most ? this : scrolled(most);
    }
}
