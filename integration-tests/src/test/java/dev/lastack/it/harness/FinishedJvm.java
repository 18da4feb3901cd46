package dev.lastack.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a program left: exit code, output, perhaps a report. */
public record FinishedJvm(int exitCode, Path folder, Path reportFile) {

    /** As an exit code of 0, with what the program said on standard error in the failure's message. */
    public FinishedJvm succeeded() {
        assertThat(exitCode).as("exit code of %s: %s", folder, stderr()).isZero();
        return this;
    }

    public byte[] stdoutBytes() {
        return bytes("stdout.txt");
    }

    public List<String> stdout() {
        return new String(stdoutBytes(), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    public List<String> stderr() {
        return new String(bytes("stderr.txt"), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    /** The program's own reading of the kernel's tables, such as {@code ORACLE CLOSE_WAIT 10}; 0 where it has none. */
    public long oracle(String state) {
        return stdout().stream()
                .filter(line -> line.startsWith("ORACLE " + state + " "))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }

    /** The program's own figure, such as {@code BYTES 1234}. */
    public long figure(String name) {
        return stdout().stream()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** Of a program that succeeded, and an agent that has seen everything. */
    public Report healthyReport() {
        Report report = succeeded().report();
        report.assertHealthyAgent();
        return report;
    }

    /** Parsed, and held against the published schema. */
    public Report report() {
        assertThat(reportFile).as("report; standard error: %s", stderr()).exists();
        return Report.read(reportFile);
    }

    private byte[] bytes(String file) {
        try {
            return Files.readAllBytes(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
