package dev.lastack.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build put things; the pom hands the places over as system properties. */
public final class Layout {

    private static final Path TARGET = Path.of(System.getProperty("lastack.it.target", "target"));

    private Layout() {}

    /** The JVM that runs the programs: this one, unless told otherwise. */
    public static Path java() {
        return Path.of(System.getProperty(
                "lastack.it.java",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    }

    /** Programs of a second or two end before they gain from more; with all, a third of their processor time goes there. */
    public static String firstCompiler() {
        return "-XX:TieredStopAtLevel=1";
    }

    /** Which compilers programs have that work for longer, an option of the VM; all unless told otherwise. */
    static String compilerUnderLoad() {
        return System.getProperty("lastack.it.compiler", "-XX:+TieredCompilation");
    }

    public static Path agentJar() {
        return existing(Path.of(System.getProperty("lastack.it.agent", "../agent/target/lastack.jar")));
    }

    public static Path demoJar() {
        return existing(Path.of(System.getProperty("lastack.it.demo", "../demo-app/target/demo-app.jar")));
    }

    /** What a Spring Boot application has as a dependency. */
    public static Path micrometerJar() {
        return existing(Path.of(System.getProperty("lastack.it.micrometer")));
    }

    /** Files of {@code deploy/}. */
    public static Path deploy() {
        return existing(Path.of("..", "deploy"));
    }

    public static Path plantedFaultJar() {
        return existing(Path.of(System.getProperty("lastack.it.planted-fault")));
    }

    public static Path waitingAgentJar() {
        return existing(Path.of(System.getProperty("lastack.it.waiting-agent")));
    }

    public static Path schema() {
        return existing(Path.of(System.getProperty("lastack.it.schema", "../docs/report.schema.json")));
    }

    public static Path programs() {
        return existing(TARGET.resolve("classes"));
    }

    /** A fresh folder for what one run leaves behind: its output and its report. */
    public static Path newRunFolder(String name) {
        try {
            Path runs = Files.createDirectories(TARGET.resolve("it-runs"));
            return Files.createTempDirectory(runs, name + "-").toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path existing(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalStateException("not built: " + path);
        }
        return path.toAbsolutePath();
    }
}
