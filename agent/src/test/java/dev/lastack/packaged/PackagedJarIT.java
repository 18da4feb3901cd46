package dev.lastack.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lastack.fixture.InvokeDynamicFactories;
import dev.lastack.packaged.PackagedJar.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import net.bytebuddy.jar.asm.ClassReader;
import org.junit.jupiter.api.Test;

class PackagedJarIT {

    private static final int JAVA_17 = 61;

    /** What may lie in META-INF: nothing here names a class of ours or a path of a machine. */
    private static final String META_INF =
            "META-INF/(MANIFEST\\.MF|services/dev\\.lastack\\..+|LICENSE(\\.txt)?|NOTICE|licenses/.+|[^/]+-LICENSE)";

    @Test
    void manifest_namesTheThreeWaysIn() throws IOException {
        Attributes manifest = PackagedJar.manifest();

        assertThat(manifest.getValue("Premain-Class")).isEqualTo("dev.lastack.launch.Agent");
        assertThat(manifest.getValue("Agent-Class")).isEqualTo("dev.lastack.launch.Agent");
        assertThat(manifest.getValue("Main-Class")).isEqualTo("dev.lastack.cli.Main");
        assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
        assertThat(manifest.getValue("Can-Redefine-Classes")).isEqualTo("true");
        assertThat(manifest.getValue("Implementation-Title")).isEqualTo("LastAck");
        assertThat(manifest.getValue("Implementation-Version")).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    /** A name that does not change with the file's, for whoever puts the jar on a module path. */
    @Test
    void module_isNamed_andCanBeRun() throws IOException, InterruptedException {
        String jar = PackagedJar.path().toString();

        assertThat(PackagedJar.manifest().getValue("Automatic-Module-Name")).isEqualTo("dev.lastack");
        assertThat(PackagedJar.java("-p", jar, "--describe-module", "dev.lastack"))
                .satisfies(described -> assertThat(described.err()).isEmpty())
                .satisfies(
                        described -> assertThat(described.out()).contains(" automatic\n", "contains dev.lastack.cli"));
        assertThat(PackagedJar.java("-p", jar, "-m", "dev.lastack/dev.lastack.cli.Main", "-V"))
                .isEqualTo(PackagedJar.java("-jar", jar, "-V"))
                .satisfies(version -> assertThat(version.exitCode()).isZero());
    }

    /** They would append to the boot class path, at which the VM prints a warning, or make the jar a module's. */
    @Test
    void manifest_hasNothingThatChangesTheTarget() throws IOException {
        Attributes manifest = PackagedJar.manifest();

        for (String attribute :
                List.of("Boot-Class-Path", "Class-Path", "Launcher-Agent-Class", "Multi-Release", "Add-Opens")) {
            assertThat(manifest.getValue(attribute)).as(attribute).isNull();
        }
    }

    @Test
    void everyClass_isOurs_andIsThereOnce() throws IOException {
        assertThat(PackagedJar.classes())
                .hasSizeGreaterThan(100)
                .allMatch(name -> name.startsWith("dev/lastack/"))
                .doesNotHaveDuplicates();
        assertThat(PackagedJar.entries()).doesNotHaveDuplicates();
    }

    @Test
    void everyEntry_hasABusinessHere() throws IOException {
        assertThat(PackagedJar.entries()).allMatch(name -> name.startsWith("dev/lastack/") || name.matches(META_INF));
    }

    /** It is copied into every container that is watched. */
    @Test
    void jar_isSmall() throws IOException {
        assertThat(Files.size(PackagedJar.path())).isLessThan(8_000_000);
    }

    @Test
    void everyClass_runsOnJava17() throws IOException {
        assertThat(PackagedJar.classes()).allMatch(name -> PackagedJar.majorVersion(name) <= JAVA_17);
    }

    /** Else the build has left a step out, and every start and attach is dearer by a sixth: decision 0060. */
    @Test
    void ownClasses_leaveNothingToSpin() throws IOException {
        List<String> own = PackagedJar.classes().stream()
                .filter(name -> !name.startsWith("dev/lastack/shaded/") && !name.startsWith("dev/lastack/boot/"))
                .toList();

        assertThat(own).filteredOn(name -> name.contains("$$Lambda$")).hasSizeGreaterThan(500);
        for (String name : own) {
            assertThat(InvokeDynamicFactories.of(PackagedJar.bytes(name)))
                    .as(name)
                    .isEmpty();
        }
    }

    @Test
    void thirdParty_isRelocated() throws IOException {
        List<String> classes = PackagedJar.classes();

        for (String library : List.of(
                "bytebuddy", "slf4j", "hdrhistogram", "jackson", "picocli", "jline", "prometheus", "opentelemetry")) {
            assertThat(classes).as(library).anyMatch(name -> name.startsWith("dev/lastack/shaded/" + library + "/"));
        }
    }

    /** Their terms ask for it, of whoever passes them on. */
    @Test
    void thirdParty_bringsItsLicences() throws IOException {
        assertThat(PackagedJar.text("META-INF/LICENSE")).contains("Apache License");
        assertThat(PackagedJar.text("META-INF/LICENSE.txt"))
                .containsOnlyOnce("QOS.ch")
                .contains("Gil Tene");
        assertThat(PackagedJar.text("META-INF/NOTICE")).contains("Rafael Winterhalter", "Jackson", "FastDoubleParser");
        assertThat(PackagedJar.text("META-INF/licenses/ASM")).contains("INRIA");
        assertThat(PackagedJar.text("META-INF/licenses/JLINE")).contains("JLine");
        assertThat(PackagedJar.entries()).contains("META-INF/FastDoubleParser-LICENSE", "META-INF/Schubfach-LICENSE");
    }

    @Test
    void services_areRelocatedAndExist() throws IOException {
        List<String> services = PackagedJar.entries().stream()
                .filter(name -> name.startsWith("META-INF/services/"))
                .toList();

        assertThat(services).isNotEmpty().allMatch(name -> name.startsWith("META-INF/services/dev.lastack.shaded."));
        for (String service : services) {
            for (String provider : PackagedJar.text(service).strip().split("\\s+")) {
                assertThat(PackagedJar.classes()).contains(provider.replace('.', '/') + ".class");
            }
        }
    }

    /** The application's log manager is chosen by whoever is the first to log: see metrics.silent. */
    @Test
    void nothingLogsByJavaUtilLogging_andWhatStandsInItsPlace_hasAllThatIsCalled() throws IOException {
        Set<String> called = new TreeSet<>();
        Set<String> there = new TreeSet<>();
        for (String name : PackagedJar.classes()) {
            new ClassReader(PackagedJar.bytes(name)).accept(new LoggingVisitor(called, there), ClassReader.SKIP_DEBUG);
        }

        assertThat(called).isNotEmpty().noneMatch(member -> member.startsWith("java/util/logging/"));
        assertThat(there).containsAll(called);
    }

    @Test
    void bootClasses_travelAsResources() throws IOException {
        assertThat(PackagedJar.classes())
                .contains(
                        "dev/lastack/boot/java/net/LastAckHooks.class",
                        "dev/lastack/boot/sun/nio/ch/LastAckKernel.class");
    }

    @Test
    void doctor_runsOnAPlainJvm() throws IOException, InterruptedException {
        Outcome outcome = PackagedJar.java("-jar", PackagedJar.path().toString(), "doctor", "--json");

        assertThat(outcome.err()).isEmpty();
        JsonNode document = new ObjectMapper().readTree(outcome.out());
        assertThat(document.get("schema").asText()).isEqualTo("lastack-doctor/1");
        assertThat(document.get("version").asText())
                .isEqualTo(PackagedJar.manifest().getValue("Implementation-Version"));
        assertThat(outcome.exitCode())
                .isEqualTo(List.of("ok", "advice", "unread")
                        .indexOf(document.get("verdict").asText()));
    }

    @Test
    void wrongCommandLine_isOneLineAndExitCode2() throws IOException, InterruptedException {
        Outcome outcome = PackagedJar.java("-jar", PackagedJar.path().toString(), "docter");

        assertThat(outcome)
                .isEqualTo(new Outcome(
                        2, "", "lastack: no such command: docter, did you mean doctor? (see lastack -h)\n"));
    }

    /** Of the command line nothing: start-up is on the application's clock. */
    @Test
    void agent_loadsNothingOfTheCommandLine() throws IOException, InterruptedException {
        Outcome outcome = PackagedJar.java(
                "-javaagent:" + PackagedJar.path() + "=report=-",
                "-Xlog:class+load:stdout",
                "-jar",
                PackagedJar.path().toString());

        assertThat(outcome.out()).contains("dev.lastack.cli.Main").contains("dev.lastack.launch.Agent");
        String beforeMain = outcome.out().substring(0, outcome.out().indexOf("dev.lastack.cli.Main"));
        assertThat(beforeMain)
                .contains("dev.lastack.launch.Agent")
                .doesNotContain("dev.lastack.shaded.picocli", "dev.lastack.shaded.jline", "dev.lastack.cli.");
    }

    /** Management and the JDK's server initialise the application's logging, too. */
    @Test
    void agentThatIsAskedForNoMetrics_loadsNothingOfThem() throws IOException, InterruptedException {
        Outcome outcome = PackagedJar.java(
                "-javaagent:" + PackagedJar.path() + "=report=-",
                "-Xlog:class+load:stdout",
                "-jar",
                PackagedJar.path().toString(),
                "-V");

        assertThat(outcome.out())
                .contains("dev.lastack.launch.AgentSession")
                .doesNotContain(
                        "dev.lastack.shaded.prometheus",
                        "dev.lastack.metrics.prometheus",
                        "dev.lastack.metrics.jmx",
                        "dev.lastack.shaded.opentelemetry",
                        "dev.lastack.metrics.otlp",
                        "java.net.http.",
                        "com.sun.net.httpserver",
                        "javax.management",
                        "java.util.logging.LogManager");
    }
}
