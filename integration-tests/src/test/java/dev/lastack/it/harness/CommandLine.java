package dev.lastack.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code java -jar lastack.jar ...} as a person runs it, a process of its own; or what it does, in this one. */
public final class CommandLine {

    private static final CommandLine LOADED = new CommandLine(List.of());

    private final List<String> before;

    private CommandLine(List<String> before) {
        this.before = before;
    }

    /**
     * Without a process of its own: for tests that look at a program by way of commands, often again and again, and at
     * nothing of the command but what it prints and its exit code.
     */
    public static CommandLine loaded() {
        return LOADED;
    }

    /** With the JDK that runs the tests: another one than the programs', where {@code lastack.it.java} says so. */
    public static CommandLine ofThisJdk() {
        return with(Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    public static CommandLine with(Path java, String... jvmArgs) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.add(Layout.firstCompiler());
        command.addAll(List.of(jvmArgs));
        command.addAll(List.of("-jar", Layout.agentJar().toString()));
        return new CommandLine(command);
    }

    /** The jar somewhere else, on the JDK that runs the tests. */
    public static CommandLine ofJar(Path jar) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new CommandLine(List.of(java.toString(), "-jar", jar.toString()));
    }

    /** By way of another command, such as {@code setpriv ...}. */
    public CommandLine under(String... command) {
        if (before.isEmpty()) {
            throw new IllegalStateException("only a process can be started by another command");
        }
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(before);
        return new CommandLine(all);
    }

    /** What it printed, and its exit code. */
    public record Outcome(int exitCode, String out, String err) {

        public Outcome succeeded() {
            assertThat(exitCode).as("exit code; %s%s", out, err).isZero();
            return this;
        }

        public Report report() {
            return Report.of(out);
        }
    }

    public Outcome run(Object... arguments) {
        return before.isEmpty()
                ? LoadedCommandLine.run(
                        Stream.of(arguments).map(Object::toString).toArray(String[]::new))
                : start(arguments);
    }

    private Outcome start(Object... arguments) {
        Path folder = Layout.newRunFolder("lastack");
        List<String> command = new ArrayList<>(before);
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(folder.resolve("stdout.txt").toFile())
                    .redirectError(folder.resolve("stderr.txt").toFile())
                    .start();
            if (!process.waitFor(Bounds.PROGRAM.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running: " + command);
            }
            return new Outcome(
                    process.exitValue(),
                    Files.readString(folder.resolve("stdout.txt"), StandardCharsets.UTF_8),
                    Files.readString(folder.resolve("stderr.txt"), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
