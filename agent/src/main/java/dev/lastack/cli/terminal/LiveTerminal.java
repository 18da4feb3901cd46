package dev.lastack.cli.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import org.jspecify.annotations.Nullable;

/**
 * The whole screen of the terminal, keys as they are pressed. Closing it, or the end of the JVM whatever leads to it,
 * gives the terminal back as it was. For one thread.
 */
public final class LiveTerminal implements AutoCloseable {

    private static final String ENTER = "\u001b[?1049h\u001b[?25l"; // alternate screen, no cursor
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String END_OF_LINE = "\u001b[K";
    private static final String END_OF_SCREEN = "\u001b[J";

    /** The longest that a change of the window's size, or Ctrl-C, waits to be noticed. */
    private static final long MOST_MILLIS = 100;

    private final Terminal terminal;
    private final Attributes before;
    private final KeyReader keys;
    private final Thread atExit = new Thread(this::restore, "lastack-terminal");
    private final AtomicBoolean restored = new AtomicBoolean();
    private final AtomicBoolean resized = new AtomicBoolean(true);
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private Size size = Size.of(80, 24);

    private LiveTerminal(Terminal terminal) {
        this.terminal = terminal;
        Runtime.getRuntime().addShutdownHook(atExit);
        terminal.handle(Terminal.Signal.INT, signal -> interrupted.set(true));
        terminal.handle(Terminal.Signal.WINCH, signal -> resized.set(true));
        this.before = terminal.enterRawMode();
        giveUpReadingByItself();
        this.keys = new KeyReader(terminal.reader()::read);
        write(ENTER);
    }

    /**
     * Takes the terminal.
     *
     * @throws IOException where there is none, or no {@code stty} to make it give keys
     */
    public static LiveTerminal open() throws IOException {
        return new LiveTerminal(new ExecTerminalProvider()
                .sysTerminal(
                        "lastack",
                        System.getenv().getOrDefault("TERM", "xterm"),
                        false,
                        StandardCharsets.UTF_8,
                        StandardCharsets.UTF_8,
                        StandardCharsets.UTF_8,
                        true,
                        Terminal.SignalHandler.SIG_DFL,
                        false,
                        SystemStream.Output));
    }

    /**
     * What jline's reading thread would do at its first read, by running {@code stty}: closing meanwhile would interrupt
     * that, with a stack trace on the screen, or come before it, and leave the terminal so.
     */
    private void giveUpReadingByItself() {
        Attributes raw = terminal.getAttributes();
        raw.setControlChar(Attributes.ControlChar.VMIN, 0);
        raw.setControlChar(Attributes.ControlChar.VTIME, 1);
        terminal.setAttributes(raw);
    }

    public int width() {
        return size().getColumns();
    }

    public int height() {
        return size().getRows();
    }

    private Size size() {
        if (resized.getAndSet(false)) {
            Size now = terminal.getSize();
            if (now.getColumns() > 0 && now.getRows() > 0) {
                size = now;
            }
        }
        return size;
    }

    /** In place of what is there; no more lines than the screen has, and none longer than it. */
    public void draw(List<String> lines) {
        write(HOME + String.join(END_OF_LINE + "\r\n", lines) + END_OF_LINE + END_OF_SCREEN);
    }

    /**
     * Waits for a key, but also returns when the window changes its size, and a while after Ctrl-C.
     *
     * @return null where none was pressed
     */
    public @Nullable KeyPress key(long withinMillis) throws IOException {
        long until = System.nanoTime() + withinMillis * 1_000_000;
        do {
            long left = Math.max(1, (until - System.nanoTime()) / 1_000_000);
            KeyPress key = keys.next(Math.min(left, MOST_MILLIS));
            if (key != null) {
                return key;
            }
        } while (!resized.get() && !interrupted.get() && System.nanoTime() - until < 0);
        return null;
    }

    /** Whether Ctrl-C was pressed. */
    public boolean isInterrupted() {
        return interrupted.get();
    }

    @Override
    public void close() throws IOException {
        Runtime.getRuntime().removeShutdownHook(atExit);
        restore();
        terminal.close();
    }

    private void restore() {
        if (!restored.getAndSet(true)) {
            write(LEAVE);
            terminal.setAttributes(before);
        }
    }

    private void write(String text) {
        PrintWriter out = terminal.writer();
        out.print(text);
        out.flush();
    }
}
