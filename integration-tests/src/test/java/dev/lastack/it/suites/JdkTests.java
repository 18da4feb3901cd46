package dev.lastack.it.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastack.it.harness.Layout;
import java.io.File;
import java.io.StringWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * The JDK's own tests of sockets, channels and HTTP that run without their harness, each in a JVM of its own, without
 * and with the agent (issue 17). {@code -Dlastack.jdk.tests} is their folder {@code test/jdk}; see {@code
 * other-suites.sh}.
 */
class JdkTests {

    private static final List<String> FOLDERS = List.of(
            "java/net/Socket",
            "java/net/ServerSocket",
            "java/net/httpclient",
            "java/net/HttpURLConnection",
            "java/nio/channels/SocketChannel",
            "java/nio/channels/ServerSocketChannel",
            "java/nio/channels/AsynchronousSocketChannel",
            "java/nio/channels/AsynchronousServerSocketChannel",
            "java/nio/channels/Selector",
            "com/sun/net/httpserver",
            "sun/net/www/http",
            "sun/net/www/protocol/http");

    private static final int AGAIN = 3;

    /** What the harness allows, too; one of them rests for 40 s. */
    private static final long MOST_SECONDS = 120;

    private static final int AT_A_TIME = 2;

    /** What has not begun by then is left out, and not counted. */
    private static final long MOST_MINUTES = Long.getLong("lastack.jdk.minutes", 30);

    private final Path target = Layout.newRunFolder("jdk-tests");

    @Test
    void resultsAreTheSame() throws Exception {
        String folder = System.getProperty("lastack.jdk.tests", "");
        assumeThat(folder).as("-Dlastack.jdk.tests").isNotEmpty();
        Path tests = Path.of(folder);
        Map<String, Future<List<String>>> running = new LinkedHashMap<>();
        ExecutorService executor = Executors.newFixedThreadPool(AT_A_TIME);
        long begin = System.nanoTime();
        long until = begin + TimeUnit.MINUTES.toNanos(MOST_MINUTES);
        try {
            List<JdkTest> all = new ArrayList<>(JdkTest.below(tests, FOLDERS));
            Collections.shuffle(all, new Random(17)); // so that what there is time for is of all folders
            for (JdkTest test : all) {
                running.put(
                        test.name(tests),
                        executor.submit(
                                () -> System.nanoTime() - until > 0 ? List.of() : bothWays(test, test.name(tests))));
            }
            int compiled = 0;
            int passed = 0;
            int alike = 0;
            TreeSet<String> differing = new TreeSet<>();
            TreeSet<String> unsteady = new TreeSet<>();
            for (Map.Entry<String, Future<List<String>>> one : running.entrySet()) {
                List<String> rounds = one.getValue().get();
                compiled += rounds.isEmpty() ? 0 : 1;
                passed += !rounds.isEmpty() && rounds.get(0).equals("passed|passed") ? 1 : 0;
                if (rounds.size() == 1) {
                    alike++;
                } else if (rounds.size() > 1) {
                    String last = rounds.get(rounds.size() - 1);
                    (last.split("\\|")[0].equals(last.split("\\|")[1]) ? unsteady : differing)
                            .add(one.getKey() + " " + rounds);
                }
            }
            long[] sums = reported();
            System.out.printf(
                    "SUITE | jdk | %d of %d | %d | %d | %d | %d | %d | %d | %d s |%n",
                    compiled,
                    running.size(),
                    passed,
                    alike - passed,
                    unsteady.size(),
                    sums[0],
                    sums[1],
                    sums[2],
                    (System.nanoTime() - begin) / 1_000_000_000);
            unsteady.forEach(test -> System.out.println("UNSTEADY " + test));
            assertThat(passed).as("tests that can tell").isGreaterThan(20);
            assertThat(differing).isEmpty();
            assertThat(sums[2]).as("suppressed errors").isZero();
        } finally {
            executor.shutdownNow();
        }
    }

    /** Without and with the agent, again where that differs; empty where it does not compile alone. */
    private List<String> bothWays(JdkTest test, String name) throws Exception {
        Path classes = Files.createDirectories(target.resolve(name.replace('/', '.')));
        if (!compiles(test, classes)) {
            return List.of();
        }
        List<String> rounds = new ArrayList<>();
        do {
            rounds.add(run(test, classes, false) + "|" + run(test, classes, true));
        } while (!rounds.get(rounds.size() - 1).matches("(\\w+)\\|\\1") && rounds.size() < AGAIN);
        return rounds;
    }

    private static boolean compiles(JdkTest test, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", classes.toString()));
        options.add("-sourcepath");
        options.add(test.libraries().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        test.exports().stream().filter(word -> !word.equals("--add-opens")).forEach(options::add);
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            return compiler.getTask(
                            new StringWriter(), files, null, options, null, files.getJavaFileObjects(test.source()))
                    .call();
        } catch (java.io.IOException | RuntimeException e) {
            return false;
        }
    }

    private String run(JdkTest test, Path classes, boolean agent) throws Exception {
        for (List<String> words : test.runs()) {
            List<String> command = new ArrayList<>(List.of(Layout.java().toString()));
            command.addAll(test.exports());
            if (agent) {
                command.add("-javaagent:" + Layout.agentJar() + "=report=" + classes + File.separator
                        + "lastack-%p.json,report-timeout=30s");
            }
            command.addAll(List.of("-Dtest.src=" + test.source().getParent(), "-Dtest.classes=" + classes));
            command.addAll(List.of("-cp", classes.toString()));
            command.addAll(words);
            Process process = new ProcessBuilder(command)
                    .directory(classes.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            classes.resolve(agent ? "agent.txt" : "plain.txt").toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                return "hung";
            }
            if (process.exitValue() != 0) {
                return "failed";
            }
        }
        return "passed";
    }

    /** Of all reports: connections, untracked sockets, suppressed errors. */
    private long[] reported() throws Exception {
        long[] sums = new long[3];
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(target)) {
            for (Path folder : folders) {
                try (DirectoryStream<Path> reports = Files.newDirectoryStream(folder, "lastack-*.json")) {
                    for (Path file : reports) {
                        JsonNode report = new ObjectMapper().readTree(file.toFile());
                        sums[0] += report.at("/totals/opened").asLong();
                        sums[1] += report.at("/observation/untrackedSockets").asLong();
                        sums[2] += report.at("/observation/suppressedErrors").asLong();
                    }
                }
            }
        }
        return sums;
    }
}
