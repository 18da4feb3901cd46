package dev.lastack.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code examples/junit} built by Maven as a newcomer would, offline: this build's artefacts lie in a local repository of
 * the test's own, before the one that this build uses.
 */
class ExampleIT {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final int MINUTES = 8;

    private final Path folder = newFolder();

    private static Path newFolder() {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(Path.of("target").toAbsolutePath()), "example-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int builds;

    private record Build(int exitCode, String output) {}

    private Build test(String... options) throws IOException, InterruptedException {
        return build("test", options);
    }

    private Build build(String phase, String... options) throws IOException, InterruptedException {
        link(Path.of(System.getProperty("it.repository")), folder.resolve("repository"));
        publish("lastack-parent", ROOT.resolve("pom.xml"), null);
        publish("agent", ROOT.resolve("agent/pom.xml"), ROOT.resolve("agent/target/lastack.jar"));
        publish(
                "lastack-junit",
                ROOT.resolve("junit/pom.xml"),
                ROOT.resolve("junit/target/lastack-junit-" + System.getProperty("it.version") + ".jar"));
        Path example = folder.resolve("example-" + ++builds);
        copy(ROOT.resolve("examples/junit"), example);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-B",
                "-o",
                "-Dmaven.repo.local=" + folder.resolve("repository")));
        command.addAll(List.of(options));
        command.add(phase);
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command).directory(example.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + Files.readString(output));
        }
        return new Build(process.exitValue(), Files.readString(output));
    }

    /** All that is in the repository of this build, but for our own: Maven 3.8 knows no second repository to read from. */
    private static void link(Path repository, Path to) throws IOException {
        Path ours = to.resolve("dev");
        if (Files.exists(ours)) {
            return;
        }
        Files.createDirectories(ours);
        for (Path folder : List.of(repository, repository.resolve("dev"))) {
            try (var entries = Files.list(folder)) {
                for (Path entry : entries.toList()) {
                    Path link = to.resolve(repository.relativize(entry).toString());
                    if (!Files.exists(link) && !link.endsWith("dev/lastack")) {
                        Files.createSymbolicLink(link, entry);
                    }
                }
            }
        }
    }

    private void publish(String artifact, Path pom, Path jar) throws IOException {
        String version = System.getProperty("it.version");
        Path to = Files.createDirectories(
                folder.resolve("repository/dev/lastack").resolve(artifact).resolve(version));
        Files.copy(pom, to.resolve(artifact + "-" + version + ".pom"), StandardCopyOption.REPLACE_EXISTING);
        if (jar != null) {
            Files.copy(jar, to.resolve(artifact + "-" + version + ".jar"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(one -> !one.toString().contains("/target/"))
                    .toList()) {
                Path copied = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copied.getParent());
                Files.copy(file, copied);
            }
        }
    }

    @Test
    void testThatForgetsToClose_isRed_withTheLineInTheMainCode() throws IOException, InterruptedException {
        Build build = test();

        assertThat(build.exitCode()).as(build.output()).isEqualTo(1);
        assertThat(build.output())
                .contains("Tests run: 2, Failures: 1, Errors: 0, Skipped: 0")
                .contains("PriceClientTest.priceOnce")
                .containsPattern(
                        "\nclose-wait/(unread|unreachable|reclaimed-by-gc)  client of 127.0.0.1:") // as the collector
                // likes
                .contains("open this:  com.acme.prices.PriceClient.priceOnce(PriceClient.java:29)");
    }

    /** With Failsafe, and one server for the class, as Testcontainers has it: what was open before is no test's. */
    @Test
    void integrationTestThatForgetsToClose_isRed_andThePoolOfTheClassIsNot() throws IOException, InterruptedException {
        Build build = build("verify", "-Dtest=none", "-Dsurefire.failIfNoSpecifiedTests=false");

        assertThat(build.exitCode()).as(build.output()).isEqualTo(1);
        assertThat(build.output())
                .contains("Tests run: 2, Failures: 1, Errors: 0, Skipped: 0")
                .contains("PriceClientIT.priceOnce")
                .contains("open this:  com.acme.prices.PriceClient.priceOnce(PriceClient.java:29)")
                .doesNotContain("PriceClientIT.start");
    }

    /** What the README says to paste is what the example has. */
    @Test
    void snippetOfTheReadme_isTheExamples() throws IOException {
        Matcher snippet = Pattern.compile("```xml\n(<dependency>.*?</dependency>)\n```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("README.md")));

        assertThat(snippet.find()).isTrue();
        assertThat(Files.readString(ROOT.resolve("examples/junit/pom.xml")).replaceAll("\\s+", " "))
                .contains(snippet.group(1).replaceAll("\\s+", " "));
        assertThat(Files.readString(ROOT.resolve("docs/junit.md"))).contains(snippet.group(1));
    }

    /** One line that says what to do, and no test that passes unseen. */
    @ParameterizedTest
    @ValueSource(strings = "-XX:-EnableDynamicAgentLoading")
    void jvmThatTakesNoAgent_saysHowToStartItWithOne(String flag) throws IOException, InterruptedException {
        Path jar = ROOT.resolve("agent/target/lastack.jar");
        Build refused = test("-DargLine=" + flag);
        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
        assertThat(refused.output())
                .contains("LastAck cannot be attached to the JVM of the tests (")
                .contains("<argLine>-javaagent:")
                .contains("jvmArgs(\"-javaagent:");

        Build started = test("-DargLine=" + flag + " -javaagent:" + jar + "=report=target/lastack-%p.json");
        assertThat(started.output())
                .as("with -javaagent")
                .contains("Tests run: 2, Failures: 1, Errors: 0, Skipped: 0")
                .contains("PriceClient.priceOnce(PriceClient.java:29)");
    }
}
