package dev.lastack.track;

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

class HomeTest {

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
        assertThat(Home.family(className)).isEqualTo(family);
    }

    @Test
    void classOfTheMainClassesFamily_isTheApplications() {
        Home home = new Home("com.acme", null);

        assertThat(home.belonging("com.acme.http.Client", null)).isEqualTo(Belonging.APPLICATION);
        assertThat(home.belonging("org.mystery.Client", null)).isEqualTo(Belonging.UNKNOWN);
    }

    @Test
    void classInAFolder_isTheApplications() {
        assertThat(new Home(null, null).belonging("x.Y", HomeTest.class)).isEqualTo(Belonging.APPLICATION);
    }

    @Test
    void classInAnotherJar_isUnknown() {
        assertThat(new Home("com.acme", null).belonging("org.assertj.X", Assertions.class))
                .isEqualTo(Belonging.UNKNOWN);
    }

    @Test
    void classInTheMainClassesJar_isSurerThanUnknown() {
        URL jar = Assertions.class.getProtectionDomain().getCodeSource().getLocation();

        assertThat(new Home("com.acme", jar).belonging("org.assertj.X", Assertions.class))
                .isEqualTo(Belonging.SAME_JAR);
    }

    @Test
    void bootJar_isAtHomeWhereItsStartClassIs(@TempDir Path folder) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "org.springframework.boot.loader.JarLauncher");
        manifest.getMainAttributes().put(new Attributes.Name("Start-Class"), "com.acme.orders.App");
        Path jar = folder.resolve("app.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();

        Home home = Home.of(jar + " --port=1");

        assertThat(home.belonging("com.acme.prices.Client", null)).isEqualTo(Belonging.APPLICATION);
        assertThat(home.belonging("org.mystery.Client", null)).isEqualTo(Belonging.UNKNOWN);
    }

    @Test
    void missingJarOrClass_isNoHome() {
        assertThat(Home.of("gone.jar").belonging("com.acme.A", null)).isEqualTo(Belonging.UNKNOWN);
        assertThat(Home.of("com.gone.Main").belonging("com.gone.A", null)).isEqualTo(Belonging.APPLICATION);
        assertThat(Home.of("").belonging("com.acme.A", null)).isEqualTo(Belonging.UNKNOWN);
    }
}
