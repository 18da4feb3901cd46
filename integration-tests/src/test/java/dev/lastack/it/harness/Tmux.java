package dev.lastack.it.harness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real terminal with a shell in it, which can be typed into and looked at. Its server is its own. */
public final class Tmux implements AutoCloseable {

    private final String socket;

    private Tmux(String socket) {
        this.socket = socket;
    }

    /** Whether there is any. */
    public static boolean isInstalled() {
        try {
            return run(List.of("tmux", "-V")).exitCode() == 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** With a prompt of {@code $ }, nothing else. */
    public static Tmux start(int width, int height) {
        Tmux tmux = new Tmux("lastack-it-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
        tmux.command(
                "-f",
                "/dev/null",
                "new-session",
                "-d",
                "-x",
                Integer.toString(width),
                "-y",
                Integer.toString(height),
                "env PS1='$ ' TERM=screen-256color sh");
        tmux.awaitScreen("$");
        return tmux;
    }

    /** Types a line, and enter. */
    public void type(String line) {
        command("send-keys", "-l", line);
        press("Enter");
    }

    /** By tmux's names: {@code Down}, {@code Enter}, {@code Escape}, {@code C-c}, {@code q}. */
    public void press(String key) {
        command("send-keys", key);
    }

    public void resize(int width, int height) {
        command("resize-window", "-x", Integer.toString(width), "-y", Integer.toString(height));
    }

    /** As a person sees it: without colours, and without blanks at the ends. */
    public String screen() {
        return command("capture-pane", "-p");
    }

    /** As {@link #screen}, with the escape sequences of its colours. */
    public String screenWithColours() {
        return command("capture-pane", "-p", "-e");
    }

    /** Waits until this is to be seen, and gives the screen. */
    public String awaitScreen(String text) {
        return await().alias("'" + text + "' on the screen:\n" + screen())
                .atMost(Bounds.EVENT)
                .pollInterval(Duration.ofMillis(50))
                .until(this::screen, screen -> screen.contains(text));
    }

    @Override
    public void close() {
        command("kill-server");
    }

    private String command(String... arguments) {
        List<String> all = new ArrayList<>(List.of("tmux", "-L", socket));
        all.addAll(List.of(arguments));
        Outcome outcome = run(all);
        if (outcome.exitCode() != 0) {
            throw new AssertionError(all + ": " + outcome.output());
        }
        return outcome.output();
    }

    private static Outcome run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private record Outcome(int exitCode, String output) {}
}
