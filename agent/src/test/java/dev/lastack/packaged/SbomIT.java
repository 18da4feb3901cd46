package dev.lastack.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The list of parts that is published beside {@code lastack.jar}, held against the jar. Only a release has one. */
@EnabledIfSystemProperty(named = "lastack.it.sbom", matches = ".+", disabledReason = "made by -Prelease only")
class SbomIT {

    private static final String SHADED = "dev/lastack/shaded/";

    @Test
    void everyPart_isInTheJar_andNothingElse() throws IOException {
        Map<String, Set<String>> parts = classesByPart();
        Set<String> found = new TreeSet<>();
        Set<String> unexplained = new TreeSet<>();

        for (String name : shadedClasses()) {
            Set<String> from = parts.keySet().stream()
                    .filter(part -> parts.get(part).contains(name))
                    .collect(Collectors.toSet());
            found.addAll(from);
            if (from.isEmpty()) {
                unexplained.add(name);
            }
        }

        assertThat(unexplained).isEmpty();
        assertThat(found).isNotEmpty().isEqualTo(parts.keySet());
    }

    @Test
    void everyPart_hasVersionHashAndLicence() throws IOException {
        assertThat(components()).isNotEmpty().allSatisfy(part -> {
            assertThat(part.get("version").asText()).isNotBlank();
            assertThat(part.get("hashes").findValuesAsText("alg")).contains("SHA-256");
            assertThat(part.get("licenses")).isNotEmpty();
        });
    }

    @Test
    void whole_isThisVersionOfTheAgent() throws IOException {
        JsonNode whole = sbom().get("metadata").get("component");

        assertThat(whole.get("name").asText()).isEqualTo("agent");
        assertThat(whole.get("version").asText())
                .isEqualTo(PackagedJar.manifest().getValue("Implementation-Version"));
    }

    private static JsonNode sbom() throws IOException {
        return new ObjectMapper().readTree(new File(System.getProperty("lastack.it.sbom")));
    }

    private static List<JsonNode> components() throws IOException {
        List<JsonNode> components = new ArrayList<>();
        sbom().get("components").forEach(components::add);
        return components;
    }

    /** As they are named below ours: {@code slf4j/event/level.class}. */
    private static List<String> shadedClasses() throws IOException {
        return PackagedJar.classes().stream()
                .filter(name -> name.startsWith(SHADED))
                .map(name -> lowerCase(name.substring(SHADED.length())))
                .toList();
    }

    /** By the name of each part's jar, its classes by every ending of their names: a relocation keeps one of them. */
    private static Map<String, Set<String>> classesByPart() throws IOException {
        Map<String, Set<String>> classes = new TreeMap<>();
        for (JsonNode part : components()) {
            String file = part.get("name").asText() + "-" + part.get("version").asText() + ".jar";
            try (ZipFile jar = new ZipFile(onClassPath(file))) {
                classes.put(
                        file,
                        jar.stream()
                                .map(entry -> lowerCase(entry.getName()))
                                .flatMap(SbomIT::endings)
                                .collect(Collectors.toSet()));
            }
        }
        return classes;
    }

    private static Stream<String> endings(String name) {
        return Stream.iterate(name, rest -> rest.contains("/"), rest -> rest.substring(rest.indexOf('/') + 1));
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static File onClassPath(String file) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.endsWith(file))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not on the class path of the tests: " + file))
                .toFile();
    }
}
