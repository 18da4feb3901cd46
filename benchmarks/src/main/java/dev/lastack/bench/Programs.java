package dev.lastack.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/** Runs a program of this module in JVMs of their own, and takes the numbers of the line that it prints last. */
final class Programs {

    private final Peer peer;
    private final String classPath;
    private final Path reports;
    private final Variant plain = Variant.PLAIN;
    private final Variant lastack;

    Programs(Peer peer) throws IOException {
        this(peer, System.getProperty("java.class.path"));
    }

    private Programs(Peer peer, String classPath) throws IOException {
        this.peer = peer;
        this.classPath = classPath;
        this.reports = Files.createDirectories(Jvm.target().resolve("program-reports"));
        this.lastack = Variant.lastack(reports);
    }

    /** Programs that need libraries which lie beside this module's jar, in a folder of that name. */
    static Programs withLibraries(Peer peer, String folder) throws IOException {
        String libraries = Jvm.target().resolve(folder) + File.separator + "*";
        return new Programs(peer, System.getProperty("java.class.path") + File.pathSeparator + libraries);
    }

    Variant plain() {
        return plain;
    }

    Variant lastack() {
        return lastack;
    }

    /** For a JVM that is to talk to the one peer. */
    String peerArgument() {
        return peer.jvmArgument();
    }

    /** In each round each variant once, one right after the other, in turning order: result[variant][round]. */
    double[][][] rounds(int rounds, List<Variant> variants, int atLeast, Class<?> program, Object... arguments)
            throws IOException, InterruptedException {
        double[][][] results = new double[variants.size()][rounds][];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < variants.size(); i++) {
                int variant = (i + round) % variants.size();
                results[variant][round] = run(variants.get(variant), atLeast, program, arguments);
            }
        }
        return results;
    }

    /** Each round within itself. */
    static Spread compare(double[][][] results, int one, int other, ToDoubleBiFunction<double[], double[]> compare) {
        double[] values = new double[results[one].length];
        for (int round = 0; round < values.length; round++) {
            values[round] = compare.applyAsDouble(results[one][round], results[other][round]);
        }
        return Spread.of(values);
    }

    /** @param atLeast so many connections must be in LastAck's report */
    double[] run(Variant variant, int atLeast, Class<?> program, Object... arguments)
            throws IOException, InterruptedException {
        System.err.println(program.getSimpleName() + " " + Arrays.toString(arguments) + " " + variant.name());
        AgentReport.clear(reports);
        double[] numbers = last(fork(variant.jvmArguments(), program, arguments));
        if (variant.equals(lastack)) {
            AgentReport.check(reports, atLeast);
        }
        return numbers;
    }

    /** A program that puts its own tracking behind the hooks. */
    double[] inside(Class<?> program, Object... arguments) throws IOException, InterruptedException {
        System.err.println(program.getSimpleName() + " " + Arrays.toString(arguments));
        List<String> jvm = new ArrayList<>(lastack.jvmArguments());
        jvm.addAll(List.of("--add-exports", "java.base/sun.nio.ch=ALL-UNNAMED"));
        jvm.addAll(SafepointLog.jvmArguments(Jvm.target().resolve("safepoints.log")));
        return last(fork(jvm, program, arguments));
    }

    private List<String> fork(List<String> jvmArguments, Class<?> program, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Jvm.java(), "-Xms512m", "-Xmx512m", peer.jvmArgument()));
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", classPath, program.getName()));
        for (Object argument : arguments) {
            command.add(String.valueOf(argument));
        }
        Path errors = Jvm.target().resolve("program-errors.txt");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        List<String> lines;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines = out.lines().toList();
        }
        if (process.waitFor() != 0) {
            throw new IOException("failed: " + command + "\n" + Files.readString(errors));
        }
        return lines;
    }

    private static double[] last(List<String> lines) throws IOException {
        if (lines.isEmpty()) {
            throw new IOException("the program printed nothing");
        }
        return Arrays.stream(lines.get(lines.size() - 1).strip().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
