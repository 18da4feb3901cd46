package dev.lastack.cli.terminal;

import dev.lastack.text.Display;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Whether a person looks at standard output. Not {@code System.console()}: from JDK 22 on it may be there without a
 * terminal, and before that it is missing where only standard input is none.
 */
public final class Terminal {

    private static final int USUAL_COLUMNS = 80;
    private static final Path STDIN = Path.of("/proc/self/fd/0");
    private static final Path STDOUT = Path.of("/proc/self/fd/1");

    private Terminal() {}

    /** Of standard output. */
    public static Display display() {
        Map<String, String> environment = System.getenv();
        String target = target(STDOUT);
        return isTerminal(target)
                ? Display.terminal(wantsColours(environment, target), columns(environment))
                : Display.file();
    }

    /** Whether somebody can be asked: standard input and output are both a terminal that can place its cursor. */
    public static boolean isInteractive() {
        return isTerminal(target(STDIN)) && isTerminal(target(STDOUT)) && isAble(System.getenv());
    }

    /** @param target of standard output's link in /proc/self/fd; empty where not known: then no colours */
    static boolean wantsColours(Map<String, String> environment, String target) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty() // https://no-color.org: empty is not set
                && isAble(environment)
                && isTerminal(target);
    }

    static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            return "";
        }
    }

    private static boolean isAble(Map<String, String> environment) {
        return !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    private static boolean isTerminal(String target) {
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
    }

    private static int columns(Map<String, String> environment) {
        int columns = number(environment.getOrDefault("COLUMNS", ""));
        return columns > 0 ? columns : columnsOfTheTerminal();
    }

    /** A shell seldom exports COLUMNS; stty, a part of coreutils and busybox, asks the terminal. */
    private static int columnsOfTheTerminal() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            stty.waitFor(1, TimeUnit.SECONDS);
            int columns = number(size.substring(size.indexOf(' ') + 1));
            return columns > 0 ? columns : USUAL_COLUMNS;
        } catch (IOException e) {
            return USUAL_COLUMNS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL_COLUMNS;
        }
    }

    private static int number(String digits) {
        return digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : 0;
    }
}
