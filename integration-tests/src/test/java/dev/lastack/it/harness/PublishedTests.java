package dev.lastack.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.DependencyResolutionException;

/**
 * Another project's tests, from the jar in which it has published them, with all that they need. {@code
 * src/test/resources/suites/NAME.txt} names the artifacts, the one with the tests first, and where all of them would take
 * too long, which classes.
 *
 * @param classes a pattern of class names
 */
public record PublishedTests(Path jar, List<Path> classPath, String classes) {

    private static final String CLASSES = "classes: ";

    /** All of JUnit, each by name: what a project's tests were built with is another version. */
    private static final List<String> JUNIT = List.of(
            "org.junit.platform:junit-platform-console:1.14.4",
            "org.junit.platform:junit-platform-reporting:1.14.4",
            "org.junit.platform:junit-platform-launcher:1.14.4",
            "org.junit.platform:junit-platform-engine:1.14.4",
            "org.junit.platform:junit-platform-commons:1.14.4",
            "org.junit.jupiter:junit-jupiter:5.14.4",
            "org.junit.jupiter:junit-jupiter-api:5.14.4",
            "org.junit.jupiter:junit-jupiter-params:5.14.4",
            "org.junit.jupiter:junit-jupiter-engine:5.14.4");

    public static PublishedTests of(String name) throws IOException {
        MavenArtifacts artifacts = MavenArtifacts.asMavenWasTold();
        List<String> lines = lines(name);
        List<String> coordinates = Stream.concat(
                        lines.stream().filter(line -> !line.startsWith(CLASSES)), JUNIT.stream())
                .toList();
        String classes = lines.stream()
                .filter(line -> line.startsWith(CLASSES))
                .map(line -> line.substring(CLASSES.length()))
                .findFirst()
                .orElse(".*");
        try {
            return new PublishedTests(
                    artifacts.file(coordinates.get(0)), artifacts.withDependencies(coordinates), classes);
        } catch (ArtifactResolutionException | DependencyResolutionException e) {
            throw new IOException("the tests of " + name + " are not to be had: " + e.getMessage(), e);
        }
    }

    private static List<String> lines(String name) throws IOException {
        try (InputStream in = PublishedTests.class.getResourceAsStream("/suites/" + name + ".txt")) {
            if (in == null) {
                throw new IOException("no such suite: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }
}
