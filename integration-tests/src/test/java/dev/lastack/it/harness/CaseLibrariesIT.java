package dev.lastack.it.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnOneJava
class CaseLibrariesIT {

    @Test
    void jarsAreThoseNamed_withTheirClassifiers() {
        assertThat(CaseLibraries.of("netty-4.1"))
                .hasSize(9)
                .allSatisfy(jar -> assertThat(jar).isRegularFile())
                .isSortedAccordingTo((one, other) -> one.getFileName().compareTo(other.getFileName()))
                .extracting(jar -> jar.getFileName().toString())
                .contains(
                        "netty-transport-native-epoll-4.1.137.Final-linux-x86_64.jar",
                        "netty-buffer-4.1.137.Final.jar");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.lastack.nowhere:no-such-library:1.0",
                "org.postgresql:postgresql:0.0.no-such-version",
                "org.postgresql:postgresql:jar:no-such-classifier:42.3.1",
                "org.postgresql",
            })
    void whatCannotBeResolved_isNamedWithItsCase(String coordinate) {
        MavenArtifacts offline = new MavenArtifacts(true);

        assertThatThrownBy(() -> CaseLibraries.resolve("a-case", List.of(coordinate), offline))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("case a-case needs " + coordinate + ": ");
    }

    @Test
    void caseWithoutAFile_isNamed() {
        assertThatThrownBy(() -> CaseLibraries.of("no-such-case")).hasMessage("no such case: /cases/no-such-case.txt");
    }
}
