package dev.lastack.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Columns as wide as they must be. On a terminal the last one is cut to what room there is; it keeps its end, because
 * the last part of a class or path says most.
 */
public final class Table {

    private static final String GAP = "  ";
    private static final String ELLIPSIS = "\u2026";

    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    public Table(List<Column> columns) {
        this.columns = List.copyOf(columns);
        rows.add(columns.stream().map(column -> new Cell(column.head())).toList());
    }

    /** One cell for each column. */
    public void add(List<Cell> row) {
        rows.add(List.copyOf(row));
    }

    /** The head, then the rows; without line ends. */
    public List<String> lines(Display display) {
        int room = display.terminal() ? display.width() : Integer.MAX_VALUE;
        int[] widths = new int[columns.size()];
        for (List<Cell> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).text().length());
            }
        }
        return rows.stream().map(row -> line(row, widths, room)).toList();
    }

    private String line(List<Cell> row, int[] widths, int room) {
        StringBuilder line = new StringBuilder();
        int used = 0;
        for (int i = 0; i < row.size(); i++) {
            boolean last = i == row.size() - 1;
            String text =
                    last ? keepEnd(row.get(i).text(), room - used) : row.get(i).text();
            String blanks = last ? "" : " ".repeat(widths[i] - text.length());
            String painted = row.get(i).paint().apply(text);
            line.append(columns.get(i).left() ? painted + blanks : blanks + painted)
                    .append(last ? "" : GAP);
            used += widths[i] + GAP.length();
        }
        return line.toString();
    }

    private static String keepEnd(String text, int room) {
        return text.length() <= room || room < 2 ? text : ELLIPSIS + text.substring(text.length() - room + 1);
    }

    /** Numbers are on the right. */
    public record Column(String head, boolean left) {}

    /** Colours are put around what is left of the text. */
    public record Cell(String text, UnaryOperator<String> paint) {

        /** The text may be a name of anybody's. */
        public Cell {
            text = Printable.of(text);
        }

        public Cell(String text) {
            this(text, UnaryOperator.identity());
        }
    }
}
