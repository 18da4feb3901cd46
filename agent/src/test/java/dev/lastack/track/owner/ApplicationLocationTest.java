package dev.lastack.track.owner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationLocationTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "com.acme.orders.Main, com.acme",
                "com.acme.Main, com.acme",
                "acme.Main, none",
                "Main, none",
                "io.github.someone.app.Main, io.github.someone",
                "io.github.Main, none",
            })
    void family_isTheFirstTwoSegmentsOfThePackage(String className, String family) {
        assertThat(ApplicationLocation.family(className)).isEqualTo(family);
    }

    @Test
    void classOfTheMainClassesFamily_isTheApplications() {
        ApplicationLocation home = new ApplicationLocation("com.acme", null);

        assertThat(home.belonging("com.acme.http.Client", null)).isEqualTo(CodeOwner.APPLICATION);
        assertThat(home.belonging("org.mystery.Client", null)).isEqualTo(CodeOwner.UNKNOWN);
    }

    @Test
    void classInAFolder_isTheApplications() {
        assertThat(new ApplicationLocation(null, null).belonging("x.Y", ApplicationLocationTest.class))
                .isEqualTo(CodeOwner.APPLICATION);
    }

    @Test
    void classInAnotherJar_isUnknown() {
        assertThat(new ApplicationLocation("com.acme", null).belonging("org.assertj.X", Assertions.class))
                .isEqualTo(CodeOwner.UNKNOWN);
    }

    @Test
    void classInTheMainClassesJar_isSurerThanUnknown() {
        URL jar = Assertions.class.getProtectionDomain().getCodeSource().getLocation();

        assertThat(new ApplicationLocation("com.acme", jar).belonging("org.assertj.X", Assertions.class))
                .isEqualTo(CodeOwner.SAME_JAR);
    }

    @Test
    void bootJar_isAtHomeWhereItsStartClassIs(@TempDir Path folder) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "org.springframework.boot.loader.JarLauncher");
        manifest.getMainAttributes().put(new Attributes.Name("Start-Class"), "com.acme.orders.App");
        Path jar = folder.resolve("app.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();

        ApplicationLocation home = ApplicationLocation.of(jar + " --port=1");

        assertThat(home.belonging("com.acme.prices.Client", null)).isEqualTo(CodeOwner.APPLICATION);
        assertThat(home.belonging("org.mystery.Client", null)).isEqualTo(CodeOwner.UNKNOWN);
    }

    @Test
    void missingJarOrClass_isNoHome() {
        assertThat(ApplicationLocation.of("gone.jar").belonging("com.acme.A", null))
                .isEqualTo(CodeOwner.UNKNOWN);
        assertThat(ApplicationLocation.of("com.gone.Main").belonging("com.gone.A", null))
                .isEqualTo(CodeOwner.APPLICATION);
        assertThat(ApplicationLocation.of("").belonging("com.acme.A", null)).isEqualTo(CodeOwner.UNKNOWN);
    }
}
