package dev.lastack.it.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * One JVM to be started: a main class with an exact class path, with or without the packaged agent.
 *
 * <p>Without a call of {@link #withAgent} the program runs as if LastAck did not exist.
 */
public final class ForkedJvm {

    private final String mainClass;
    private final Path folder;
    private final List<String> jvmArgs = new ArrayList<>();
    private final List<Path> classPath = new ArrayList<>(List.of(Layout.programs()));
    private final Map<String, String> environment = new HashMap<>();
    private List<String> args = List.of();
    private String compiler = Layout.firstCompiler();
    private UnaryOperator<List<String>> around = command -> command;

    private ForkedJvm(String mainClass) {
        this.mainClass = mainClass;
        this.folder = Layout.newRunFolder(mainClass.substring(mainClass.lastIndexOf('.') + 1));
    }

    public static ForkedJvm running(String mainClass) {
        return new ForkedJvm(mainClass);
    }

    /** With the class path that the jar's manifest names. */
    public static ForkedJvm runningJar(Path jar) {
        ForkedJvm program = new ForkedJvm(jar.getFileName().toString());
        program.classPath.clear();
        program.classPath.add(jar);
        return program;
    }

    public ForkedJvm in(NetworkNamespace namespace) {
        around = namespace::around;
        return this;
    }

    /** By way of another command, such as {@code setpriv ...}. */
    public ForkedJvm under(String... command) {
        around = java -> {
            List<String> all = new ArrayList<>(List.of(command));
            all.addAll(java);
            return all;
        };
        return this;
    }

    /** Where the run's output and the report of {@link #withReport} go. */
    public Path folder() {
        return folder;
    }

    public Path report() {
        return folder.resolve("report.json");
    }

    /** The agent with exactly these arguments. */
    public ForkedJvm withAgent(String... agentArgs) {
        String joined = String.join(",", agentArgs);
        jvmArgs.add("-javaagent:" + Layout.agentJar() + (joined.isEmpty() ? "" : "=" + joined));
        return this;
    }

    /** The agent, writing JSON where {@link FinishedJvm#report} looks for it. */
    public ForkedJvm withReport(String... furtherAgentArgs) {
        List<String> agentArgs = new ArrayList<>(List.of("report=" + report()));
        Collections.addAll(agentArgs, furtherAgentArgs);
        if (agentArgs.stream().noneMatch(one -> one.contains("report-timeout="))) {
            agentArgs.add("report-timeout=2m"); // on a machine that is busy with other tests
        }
        return withAgent(agentArgs.toArray(String[]::new));
    }

    /** For programs that work for long enough to be optimised, where the run's JVMs may be. */
    public ForkedJvm underLoad() {
        compiler = Layout.compilerUnderLoad();
        return this;
    }

    public ForkedJvm jvmArgs(String... more) {
        Collections.addAll(jvmArgs, more);
        return this;
    }

    public ForkedJvm libraries(List<Path> jars) {
        classPath.addAll(jars);
        return this;
    }

    public ForkedJvm args(Object... programArgs) {
        args = List.of(programArgs).stream().map(Object::toString).toList();
        return this;
    }

    /** In addition to this process's own. */
    public ForkedJvm environment(Map<String, String> more) {
        environment.putAll(more);
        return this;
    }

    public RunningJvm start() {
        ProcessBuilder builder = new ProcessBuilder(around.apply(commandLine()))
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("stdout.txt").toFile())
                .redirectError(folder.resolve("stderr.txt").toFile());
        // Both would change what the program prints, or how the agent is configured.
        builder.environment().keySet().removeIf(key -> key.equals("JAVA_TOOL_OPTIONS") || key.startsWith("LASTACK_"));
        builder.environment().putAll(environment);
        try {
            return new RunningJvm(builder.start(), folder, report());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it and waits for its end. */
    public FinishedJvm run() {
        try (RunningJvm running = start()) {
            return running.awaitEnd();
        }
    }

    private List<String> commandLine() {
        List<String> command = new ArrayList<>(List.of(Layout.java().toString()));
        command.add(compiler);
        command.addAll(jvmArgs);
        if (mainClass.endsWith(".jar")) {
            command.add("-jar");
            command.add(classPath.get(0).toString());
            command.addAll(args);
            return command;
        }
        command.add("-cp");
        command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(mainClass);
        command.addAll(args);
        return command;
    }
}
