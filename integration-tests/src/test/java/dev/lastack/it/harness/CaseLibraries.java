package dev.lastack.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/**
 * The libraries of one case in one version, as {@code src/test/resources/cases/NAME.txt} names them, an artifact a line:
 * two versions of a library never meet on a class path.
 */
public final class CaseLibraries {

    private static final Map<String, List<Path>> RESOLVED = new ConcurrentHashMap<>();

    private CaseLibraries() {}

    public static List<Path> of(String name) {
        return RESOLVED.computeIfAbsent(name, CaseLibraries::resolve);
    }

    private static List<Path> resolve(String name) {
        return resolve(name, coordinates(name), MavenArtifacts.asMavenWasTold());
    }

    /** By name, so that a class path does not depend on the order of the file's lines. */
    static List<Path> resolve(String name, List<String> coordinates, MavenArtifacts artifacts) {
        return coordinates.stream()
                .map(coordinate -> resolve(name, coordinate, artifacts))
                .sorted(Comparator.comparing(Path::getFileName))
                .toList();
    }

    private static Path resolve(String name, String coordinate, MavenArtifacts artifacts) {
        try {
            return artifacts.file(coordinate);
        } catch (ArtifactResolutionException | IllegalArgumentException e) {
            throw new IllegalStateException("case " + name + " needs " + coordinate + ": " + e.getMessage(), e);
        }
    }

    private static List<String> coordinates(String name) {
        String file = "/cases/" + name + ".txt";
        try (InputStream in = CaseLibraries.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("no such case: " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
