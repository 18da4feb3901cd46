package dev.lastack.cli.explain;

import dev.lastack.text.Display;
import dev.lastack.text.Paint;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Markdown on a screen: titles, paragraphs, lists, tables of two columns, and code. As much of it as the pages in
 * {@code docs/rules} use; a test goes through them all.
 */
public final class MarkdownView {

    private static final Pattern ITEM = Pattern.compile("(- |\\d+\\. )(.*)");
    private static final Pattern ROW = Pattern.compile("\\|(.*)\\|(.*)\\|");
    private static final Pattern PARAGRAPH = Pattern.compile("( *)(why|fix): .*");

    /** Columns: three spaces or more after a word. */
    private static final Pattern ROW_OF_A_REPORT = Pattern.compile("\\S {3,}\\S");

    private static final String CODE_INDENT = "  ";

    private final Paint paint;
    private final int width;
    private final int roomForRows;
    private final StringBuilder screen = new StringBuilder();
    private List<List<String>> rows = new ArrayList<>();
    private final StringBuilder paragraph = new StringBuilder();
    private int paragraphDepth;
    private boolean inSample;
    private boolean inCode;

    private MarkdownView(Display display) {
        this.paint = display.paint();
        this.width = display.textWidth();
        this.roomForRows = display.terminal() ? display.width() - CODE_INDENT.length() : Integer.MAX_VALUE;
    }

    /** Lines end in {@code \n}. */
    public static String render(String markdown, Display display) {
        MarkdownView view = new MarkdownView(display);
        markdown.lines().forEach(view::line);
        view.endTable();
        return view.screen.toString();
    }

    private void line(String line) {
        if (line.startsWith("```")) {
            fence(line);
        } else if (inSample) {
            sample(line);
        } else if (inCode) {
            print(CODE_INDENT + paint.code(line));
        } else {
            prose(line);
        }
    }

    /** A fence without a language is a piece of a report: text that may be wrapped. */
    private void fence(String line) {
        endParagraph();
        boolean begins = !inSample && !inCode;
        inSample = begins && line.equals("```");
        inCode = begins && !inSample;
    }

    private void prose(String line) {
        Matcher row = ROW.matcher(line);
        if (row.matches()) {
            rows.add(List.of(row.group(1).strip(), row.group(2).strip()));
            return;
        }
        endTable();
        Matcher item = ITEM.matcher(line);
        if (line.startsWith("#")) {
            print(paint.bold(line.replaceFirst("#+ ", "")));
        } else if (item.matches()) {
            hanging(item.group(1), item.group(2));
        } else {
            Inline.lines(line, width, paint).forEach(this::print);
        }
    }

    private void hanging(String mark, String text) {
        String indent = " ".repeat(mark.length());
        String before = mark;
        for (String line : Inline.lines(text, width - mark.length(), paint)) {
            print(before + line);
            before = indent;
        }
    }

    /** A paragraph of a report is wrapped already, for a wide screen: so it is put together first. */
    private void sample(String line) {
        Matcher begin = PARAGRAPH.matcher(line);
        boolean goesOn = !paragraph.isEmpty() && line.startsWith(" ".repeat(paragraphDepth + 5));
        if (goesOn) {
            paragraph.append(' ').append(line.strip());
            return;
        }
        endParagraph();
        if (begin.matches()) {
            paragraphDepth = begin.group(1).length();
            paragraph.append(line.strip());
        } else if (ROW_OF_A_REPORT.matcher(line).find()) {
            print(CODE_INDENT + line.substring(0, Math.min(line.length(), roomForRows)));
        } else {
            int depth = line.length() - line.stripLeading().length();
            wrapped(line.strip(), depth, 2);
        }
    }

    private void endParagraph() {
        if (!paragraph.isEmpty()) {
            wrapped(paragraph.toString(), paragraphDepth, 5);
            paragraph.setLength(0);
        }
    }

    /** Keeps double spaces within a line. */
    private void wrapped(String line, int depth, int hanging) {
        String text = line;
        String indent = CODE_INDENT + " ".repeat(depth);
        int room = width - indent.length();
        while (text.length() > room && text.lastIndexOf(' ', room) > 0) {
            int end = text.lastIndexOf(' ', room);
            print(indent + text.substring(0, end));
            text = text.substring(end).strip();
            indent = CODE_INDENT + " ".repeat(depth + hanging);
            room = width - indent.length();
        }
        print(indent + text);
    }

    /** The rule below a table's head is its second row. */
    private void endTable() {
        if (rows.size() > 2) {
            table(rows.get(0), rows.subList(2, rows.size()));
        }
        rows = new ArrayList<>();
    }

    private void table(List<String> head, List<List<String>> body) {
        int left = Math.min(
                width * 2 / 5,
                body.stream()
                        .mapToInt(row -> Paint.width(Inline.line(row.get(0), paint)))
                        .max()
                        .orElse(0));
        row(List.of("**" + head.get(0) + "**", "**" + head.get(1) + "**"), left);
        body.forEach(row -> row(row, left));
    }

    private void row(List<String> cells, int left) {
        List<String> first = Inline.lines(cells.get(0), left, paint);
        List<String> second = Inline.lines(cells.get(1), width - left - 4, paint);
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            String cell = i < first.size() ? first.get(i) : "";
            String gap = " ".repeat(Math.max(0, left - Paint.width(cell)));
            print("  " + cell + gap + "  " + (i < second.size() ? second.get(i) : ""));
        }
    }

    private void print(String line) {
        screen.append(line.stripTrailing()).append('\n');
    }
}
