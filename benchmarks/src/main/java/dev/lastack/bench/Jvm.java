package dev.lastack.bench;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The JVM that runs this, for processes that are forked from it, and where the files are. */
final class Jvm {

    private Jvm() {}

    static String java() {
        return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    }

    static String version() {
        return System.getProperty("java.version", "unknown");
    }

    /** Where {@code benchmarks.jar} lies; results go there too. */
    static Path target() {
        try {
            URI jar = Jvm.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            Path folder = Path.of(jar).getParent();
            if (folder == null) {
                throw new IllegalStateException("no folder: " + jar);
            }
            return folder;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the same build, or the one that {@code -Dbench.agent} names: a released one, to compare with. */
    static Path agent() {
        String given = System.getProperty("bench.agent");
        Path jar = given == null
                ? target().resolve("../../agent/target/lastack.jar").normalize()
                : Path.of(given);
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("no agent at " + jar + ": build it first");
        }
        return jar;
    }
}
