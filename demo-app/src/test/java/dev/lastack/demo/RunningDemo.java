package dev.lastack.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The demonstration in a process of its own, without an agent. */
final class RunningDemo implements AutoCloseable {

    private final Process process;
    private final Path output;

    private RunningDemo(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static RunningDemo start(Path folder, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DemoApp.class.getName()));
        command.addAll(List.of(args));
        Path output = Files.createTempFile(folder, "demo", ".out");
        return new RunningDemo(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    ProcSockets sockets() {
        return ProcSockets.of(process.pid());
    }

    /** Everything has run, the peers have hung up. */
    boolean isHolding() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("the demonstration has ended: " + output());
        }
        return output().contains("holding");
    }

    String output() throws IOException {
        return Files.readString(output, UTF_8);
    }

    /** The exit code; not for a program that was asked to hold for long. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            throw new IllegalStateException("does not end by itself");
        }
        return process.exitValue();
    }

    List<ProcessHandle> children() {
        return process.children().toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
