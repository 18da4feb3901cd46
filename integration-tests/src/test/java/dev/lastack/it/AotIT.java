package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.JavaVersion;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of classes, by class data sharing or ahead of time: made and used with the agent in the JVM. */
class AotIT {

    private static final String PROGRAM = "dev.lastack.it.programs.host.EveryTransport";

    /** The first with a cache that one run makes. */
    private static final int AOT_CACHE_JDK = 25;

    @TempDir
    private Path folder;

    @Test
    void trainingRunOfAnAotCache_isAsEver() throws IOException {
        assumeThat(JavaVersion.ofPrograms())
                .as("only JDK %s and later make an AOT cache", AOT_CACHE_JDK)
                .isGreaterThanOrEqualTo(AOT_CACHE_JDK);
        Path cache = folder.resolve("app.aot");

        Report training = reportOf("-XX:AOTCacheOutput=" + cache);

        assertThat(cache).isNotEmptyFile();
        assertThat(training.notes()).anyMatch(note -> note.contains("java.lang.Thread (left out"));
    }

    /** With the hooks of {@code java.net.http} in it JDK 25.0.3 crashed here, before any code of ours. */
    @Test
    void aotCacheThatWasMadeWithTheAgent_isUsedWithIt() throws IOException {
        assumeThat(JavaVersion.ofPrograms())
                .as("only JDK %s and later make an AOT cache", AOT_CACHE_JDK)
                .isGreaterThanOrEqualTo(AOT_CACHE_JDK);
        Path cache = folder.resolve("app.aot");
        Report training = reportOf("-XX:AOTCacheOutput=" + cache);
        assertThat(training.notes()).anyMatch(note -> note.contains("jdk.internal.net.http.MultiExchange (left out"));

        Report report = reportOf("-XX:AOTCache=" + cache);

        assertThat(report.notes()).noneMatch(note -> note.contains("left out"));
    }

    @Test
    void aotCacheThatWasMadeWithTheAgent_isUsedWithoutIt() throws IOException {
        assumeThat(JavaVersion.ofPrograms())
                .as("only JDK %s and later make an AOT cache", AOT_CACHE_JDK)
                .isGreaterThanOrEqualTo(AOT_CACHE_JDK);
        Path cache = folder.resolve("app.aot");
        reportOf("-XX:AOTCacheOutput=" + cache);

        ForkedJvm.runningJar(jar()).jvmArgs("-XX:AOTCache=" + cache).run().succeeded();
    }

    /** The JVM refuses the cache, and runs on. */
    @Test
    void aotCacheThatWasMadeWithoutTheAgent_doesNoHarmToARunWithIt() throws IOException {
        assumeThat(JavaVersion.ofPrograms())
                .as("only JDK %s and later make an AOT cache", AOT_CACHE_JDK)
                .isGreaterThanOrEqualTo(AOT_CACHE_JDK);
        Path cache = folder.resolve("app.aot");
        ForkedJvm.runningJar(jar()).jvmArgs("-XX:AOTCacheOutput=" + cache).run().succeeded();

        Report report = reportOf("-XX:AOTCache=" + cache);

        assertThat(report.notes()).noneMatch(note -> note.contains("left out"));
    }

    @Test
    void recordingRun_isAsEver() throws IOException {
        assumeThat(JavaVersion.ofPrograms())
                .as("only JDK %s and later make an AOT cache", AOT_CACHE_JDK)
                .isGreaterThanOrEqualTo(AOT_CACHE_JDK);
        Path configuration = folder.resolve("app.aotconf");

        Report recording = reportOf("-XX:AOTMode=record", "-XX:AOTConfiguration=" + configuration);

        assertThat(configuration).isNotEmptyFile();
        assertThat(recording.notes()).anyMatch(note -> note.contains("java.lang.Thread (left out"));
    }

    @Test
    void archiveOfTheApplication_madeWithoutTheAgent_isUsedWithIt() throws IOException {
        Path archive = folder.resolve("app.jsa");
        ForkedJvm.runningJar(jar())
                .jvmArgs("-XX:ArchiveClassesAtExit=" + archive)
                .run()
                .succeeded();

        assertThat(archive).isNotEmptyFile();
        reportOf("-XX:SharedArchiveFile=" + archive);
    }

    @Test
    void archiveOfTheApplication_canBeMadeWithTheAgent() throws IOException {
        Path archive = folder.resolve("app.jsa");

        Report making = reportOf(
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+AllowArchivingWithJavaAgent", // without, the VM refuses every agent
                "-XX:ArchiveClassesAtExit=" + archive);

        assertThat(archive).isNotEmptyFile();
        assertThat(making.notes()).noneMatch(note -> note.contains("left out"));
    }

    @Test
    void archiveOfTheJdk_isUsedWithTheAgent() throws IOException {
        Path archive = folder.resolve("jdk.jsa");
        ForkedJvm.runningJar(jar())
                .jvmArgs("-Xshare:dump", "-XX:SharedArchiveFile=" + archive)
                .run()
                .succeeded();

        assertThat(archive).isNotEmptyFile();
        reportOf("-Xshare:auto", "-XX:SharedArchiveFile=" + archive);
    }

    /** The program did all it does, and the report has all of it. */
    private Report reportOf(String... jvmArgs) throws IOException {
        FinishedJvm run =
                ForkedJvm.runningJar(jar()).withReport().jvmArgs(jvmArgs).run().succeeded();
        assertThat(run.stdout()).contains("204");
        Report report = run.report();
        assertThat(report.total("opened")).isEqualTo(8); // both ends of four
        assertThat(report.observation("suppressedErrors")).isZero();
        return report;
    }

    /** Folders are not archived. */
    private Path jar() throws IOException {
        Path jar = folder.resolve("program.jar");
        if (Files.exists(jar)) {
            return jar;
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, PROGRAM);
        Path classes = Layout.programs();
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            for (Path file : classesOfThePrograms(classes)) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
        return jar;
    }

    private static List<Path> classesOfThePrograms(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes.resolve("dev/lastack/it/programs/host"))) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }
}
