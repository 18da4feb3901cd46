package dev.lastack.packaged;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** {@code lastack.jar} as a file, as it is given to users. */
final class PackagedJar {

    private static final int BOUND_SECONDS = 600;

    private PackagedJar() {}

    static Path path() {
        return Path.of(System.getProperty("lastack.it.agent", "target/lastack.jar"));
    }

    /** In the order of the file, doublets included: hence not by its directory. */
    static List<String> entries() throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(path()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    names.add(entry.getName());
                }
            }
        }
        return names;
    }

    static List<String> classes() throws IOException {
        return entries().stream().filter(name -> name.endsWith(".class")).toList();
    }

    static Attributes manifest() throws IOException {
        try (JarFile jar = new JarFile(path().toFile())) {
            return jar.getManifest().getMainAttributes();
        }
    }

    static String text(String entry) throws IOException {
        try (ZipFile jar = new ZipFile(path().toFile())) {
            return new String(jar.getInputStream(jar.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static byte[] bytes(String entry) throws IOException {
        try (ZipFile jar = new ZipFile(path().toFile())) {
            return jar.getInputStream(jar.getEntry(entry)).readAllBytes();
        }
    }

    /** Of the class file format: 61 is Java 17. */
    static int majorVersion(String entry) {
        try (ZipFile jar = new ZipFile(path().toFile());
                DataInputStream in = new DataInputStream(jar.getInputStream(jar.getEntry(entry)))) {
            in.readInt();
            in.readUnsignedShort();
            return in.readUnsignedShort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code java JVMARGUMENTS...}, with the JVM that the tests are to use. */
    static Outcome java(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("lastack.it.java", System.getProperty("java.home") + "/bin/java"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(false).start();
        process.getOutputStream().close();
        String out = all(process.inputReader(StandardCharsets.UTF_8));
        String err = all(process.errorReader(StandardCharsets.UTF_8));
        if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + BOUND_SECONDS + " s: " + command);
        }
        return new Outcome(process.exitValue(), out, err);
    }

    /** Standard error is a few lines at most here, so that reading one stream after the other cannot block. */
    private static String all(BufferedReader reader) {
        StringBuilder text = new StringBuilder();
        reader.lines().forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    record Outcome(int exitCode, String out, String err) {}
}
