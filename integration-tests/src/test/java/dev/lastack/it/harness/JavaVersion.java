package dev.lastack.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Of the JVM that runs the programs, which need not be the one that runs the tests. */
public final class JavaVersion {

    private JavaVersion() {}

    /** The feature release, from the JDK's {@code release} file. */
    public static int ofPrograms() {
        try {
            Path home = Layout.java().toRealPath().getParent().getParent();
            Properties release = new Properties();
            try (var in = Files.newInputStream(home.resolve("release"))) {
                release.load(in);
            }
            return Runtime.Version.parse(release.getProperty("JAVA_VERSION").replace("\"", ""))
                    .feature();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
