package dev.lastack.cli.explain;

import dev.lastack.report.rulepage.RulePage;
import dev.lastack.text.Display;
import dev.lastack.text.Paint;
import java.util.List;

/** Rules, one line for each where the screen is wide enough. */
public final class RuleTable {

    private static final String GAP = "  ";

    private RuleTable() {}

    /** Lines end in {@code \n}. */
    public static String render(List<RulePage> pages, Display display) {
        int left = pages.stream().mapToInt(page -> page.rule().length()).max().orElse(0);
        int right = Math.max(20, display.textWidth() - left - GAP.length());
        Paint paint = display.paint();
        StringBuilder table = new StringBuilder();
        for (RulePage page : pages) {
            String before =
                    paint.bold(page.rule()) + " ".repeat(left - page.rule().length());
            for (String line : Inline.lines(page.summary(), right, paint)) {
                table.append(before).append(GAP).append(line).append('\n');
                before = " ".repeat(left);
            }
        }
        return table.toString();
    }
}
