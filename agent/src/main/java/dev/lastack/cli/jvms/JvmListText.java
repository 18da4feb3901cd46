package dev.lastack.cli.jvms;

import dev.lastack.text.Display;
import dev.lastack.text.Paint;
import dev.lastack.text.Table;
import dev.lastack.text.Table.Cell;
import dev.lastack.text.Table.Column;
import dev.lastack.text.Words;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Writes the list of JVMs as a table for people.
 *
 * <pre>{@code
 *   PID  USER  JDK      OPEN FILES    ESTAB  CLOSE_WAIT  OWING  MAIN
 *  4242  shop  17.0.15  331 of 1,024     12         300      0  com.acme.orders.OrderService
 * }</pre>
 */
public final class JvmListText {

    private static final List<Column> COLUMNS = List.of(
            new Column("PID", false),
            new Column("USER", true),
            new Column("JDK", true),
            new Column("OPEN FILES", false),
            new Column("ESTAB", false),
            new Column("CLOSE_WAIT", false),
            new Column("OWING", false),
            new Column("MAIN", true));

    private static final double MANY_FILES = 0.8;

    private JvmListText() {}

    /** Lines end in {@code \n}. */
    public static String render(JvmList list, Display display) {
        StringBuilder text = new StringBuilder();
        if (list.jvms().isEmpty()) {
            text.append("no JVM that you may look at\n");
        } else {
            lines(list.jvms(), display).forEach(line -> text.append(line).append('\n'));
            text.append('\n').append(footnote(list));
        }
        if (list.unreadable() > 0) {
            text.append(list.unreadable() == 1 ? "1 java process" : Words.count(list.unreadable()) + " java processes")
                    .append(" of other users not shown (root sees all)\n");
        }
        return text.toString();
    }

    /** The head, then a line for each. */
    public static List<String> lines(List<ListedJvm> jvms, Display display) {
        Table table = new Table(COLUMNS);
        jvms.forEach(jvm -> table.add(cells(jvm, display.paint())));
        return table.lines(display);
    }

    private static List<Cell> cells(ListedJvm jvm, Paint paint) {
        boolean many = jvm.descriptors().fill() >= MANY_FILES;
        boolean leaks = jvm.sockets().closeWait() > 0;
        return List.of(
                new Cell(Long.toString(jvm.pid())),
                new Cell(jvm.user()),
                new Cell(jvm.javaVersion().isEmpty() ? "?" : jvm.javaVersion()),
                new Cell(files(jvm.descriptors()), many ? paint::bad : UnaryOperator.identity()),
                new Cell(Words.count(jvm.sockets().established())),
                new Cell(Words.count(jvm.sockets().closeWait()), leaks ? paint::bad : UnaryOperator.identity()),
                new Cell(Words.count(jvm.sockets().timeWaitOwing())),
                new Cell(jvm.mainClass() + (jvm.pid() == jvm.pidInContainer() ? "" : " (container)")));
    }

    private static String files(ListedJvm.Descriptors descriptors) {
        String open = Words.count(descriptors.open());
        return descriptors.limit() < 0 ? open : open + " of " + Words.count(descriptors.limit());
    }

    private static String footnote(JvmList list) {
        String counts =
                list.timeWaits().values().stream().sorted().map(Words::count).collect(Collectors.joining(" + "));
        String where = list.timeWaits().size() == 1 ? "" : ", by network namespace";
        return "OWING: closed here first, so each will leave a TIME_WAIT, which no process owns;\n       now there are "
                + counts + " of those" + where + "\n";
    }
}
