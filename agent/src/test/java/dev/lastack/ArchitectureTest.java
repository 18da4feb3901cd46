package dev.lastack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the one-way street between the packages. */
class ArchitectureTest {

    private static final String ROOT = "dev.lastack.";
    private static final Path SOURCES = Path.of("src/main/java/dev/lastack");

    private static final JavaClasses OURS =
            new ClassFileImporter(Set.of(new ImportOption.DoNotIncludeTests())).importPackages("dev.lastack");

    /**
     * Each package, below those that it knows, and all the packages of ours that it knows: no more, and no fewer.
     * Sub-packages are packages of their own.
     */
    private static final Map<String, Set<String>> KNOWS = Map.ofEntries(
            room("snapshot"),
            room("config"),
            room("text"),
            room("json"),
            room("kernel", "snapshot"),
            room("attach.protocol"),
            room("attach", "attach.protocol", "config", "kernel"),
            room("instrument.weave", "config"),
            room("instrument.hooks", "config", "instrument.weave"),
            room("instrument", "config", "instrument.hooks", "instrument.weave"),
            room("track.close", "kernel", "snapshot"),
            room("track.owner"),
            room("track.stack", "snapshot", "track.owner"),
            room("track.connection", "kernel", "snapshot", "track.close", "track.stack"),
            room("track.sampling", "track.connection", "track.stack"),
            room("track.thread", "snapshot", "track.connection", "track.owner", "track.stack"),
            room(
                    "track.path",
                    "config",
                    "snapshot",
                    "track.close",
                    "track.connection",
                    "track.sampling",
                    "track.stack"),
            room("track.objects", "snapshot", "track.owner"),
            room("track.pool", "snapshot", "track.connection", "track.objects", "track.stack"),
            room(
                    "track.handler",
                    "snapshot",
                    "track.connection",
                    "track.objects",
                    "track.owner",
                    "track.propagation",
                    "track.thread"),
            room("track.propagation", "snapshot", "track.connection", "track.sampling", "track.stack", "track.thread"),
            room("track.listener", "kernel", "snapshot", "track.propagation", "track.stack"),
            room(
                    "track.netty",
                    "kernel",
                    "snapshot",
                    "track.close",
                    "track.connection",
                    "track.listener",
                    "track.objects",
                    "track.owner",
                    "track.propagation",
                    "track.sampling",
                    "track.stack",
                    "track.thread"),
            room(
                    "track",
                    "config",
                    "kernel",
                    "snapshot",
                    "track.close",
                    "track.connection",
                    "track.handler",
                    "track.listener",
                    "track.netty",
                    "track.objects",
                    "track.owner",
                    "track.path",
                    "track.pool",
                    "track.propagation",
                    "track.sampling",
                    "track.stack",
                    "track.thread"),
            room("analyze.stacks", "snapshot", "text"),
            room("analyze.leak", "analyze.stacks", "config", "snapshot", "text"),
            room("analyze.culprit", "analyze.leak", "analyze.stacks", "snapshot"),
            room("analyze.finding", "analyze.culprit", "analyze.leak", "snapshot"),
            room("analyze.host", "analyze.finding", "config", "snapshot", "text"),
            room("analyze.rules", "analyze.finding", "analyze.host", "config", "snapshot"),
            room(
                    "analyze.rules.closewait",
                    "analyze.culprit",
                    "analyze.finding",
                    "analyze.leak",
                    "analyze.rules",
                    "analyze.stacks",
                    "config",
                    "snapshot",
                    "text"),
            room(
                    "analyze.rules.timewait",
                    "analyze.culprit",
                    "analyze.finding",
                    "analyze.host",
                    "analyze.rules",
                    "analyze.stacks",
                    "config",
                    "snapshot",
                    "text"),
            room(
                    "analyze.rules.peer",
                    "analyze.culprit",
                    "analyze.finding",
                    "analyze.leak",
                    "analyze.rules",
                    "analyze.rules.timewait",
                    "config",
                    "snapshot",
                    "text"),
            room(
                    "analyze.rules.kernel",
                    "analyze.culprit",
                    "analyze.finding",
                    "analyze.host",
                    "analyze.rules",
                    "analyze.rules.timewait",
                    "config",
                    "snapshot",
                    "text"),
            room(
                    "analyze",
                    "analyze.finding",
                    "analyze.host",
                    "analyze.rules",
                    "analyze.rules.closewait",
                    "analyze.rules.kernel",
                    "analyze.rules.peer",
                    "analyze.rules.timewait",
                    "config",
                    "snapshot",
                    "text"),
            room("report.content", "snapshot"),
            room("report.text", "analyze.finding", "analyze.host", "report.content", "snapshot", "text"),
            room(
                    "report.json",
                    "analyze.finding",
                    "analyze.host",
                    "analyze.leak",
                    "analyze.stacks",
                    "json",
                    "report.content",
                    "snapshot",
                    "text"),
            room("report.rulepage", "analyze"),
            room("report.document", "analyze.finding", "json"),
            room("heap.hprof"),
            room("heap", "heap.hprof"),
            room("report.source", "report.document"),
            room(
                    "report.sarif",
                    "analyze.finding",
                    "json",
                    "report.document",
                    "report.rulepage",
                    "report.source",
                    "text"),
            room("report.diff", "analyze.finding", "json", "report.document", "text"),
            room("report.fleet", "analyze.finding", "json", "report.document", "text"),
            room("report.html", "json", "report.document", "report.fleet"),
            room("report.junit", "analyze.finding", "report.document"),
            room("report.markdown", "analyze.finding", "json", "report.document", "report.source"),
            room("report.annotation", "analyze.finding", "report.document", "report.source"),
            room(
                    "report",
                    "analyze.finding",
                    "config",
                    "report.document",
                    "report.html",
                    "report.json",
                    "report.junit",
                    "report.markdown",
                    "report.sarif",
                    "report.source",
                    "report.text",
                    "snapshot",
                    "text"),
            room("metrics", "analyze.finding", "snapshot"),
            room("metrics.prometheus", "metrics", "report", "snapshot"),
            room("metrics.otlp", "metrics", "snapshot", "text"),
            room("metrics.silent"),
            room("metrics.jmx", "analyze.finding", "found", "metrics", "snapshot", "text"),
            room("found", "analyze.finding", "metrics", "snapshot"),
            room("notify", "analyze.finding", "config", "found", "report.json", "text"),
            room("jfr", "analyze.finding", "found", "metrics", "snapshot", "track.path"),
            room(
                    "launch",
                    "analyze",
                    "analyze.finding",
                    "attach.protocol",
                    "config",
                    "found",
                    "instrument",
                    "jfr",
                    "kernel",
                    "metrics",
                    "metrics.jmx",
                    "metrics.otlp",
                    "metrics.prometheus",
                    "notify",
                    "report",
                    "snapshot",
                    "text",
                    "track"),
            room("cli.exit", "attach", "text"),
            room("cli.terminal", "text"),
            room("cli.explain", "report.rulepage", "text"),
            room("cli.jvms", "attach", "json", "cli.terminal", "kernel", "snapshot", "text"),
            room("cli.watch", "attach", "json", "cli.terminal", "report.document", "text"),
            room(
                    "cli.gate",
                    "analyze.finding",
                    "cli.exit",
                    "config",
                    "json",
                    "report",
                    "report.annotation",
                    "report.document",
                    "report.source",
                    "text"),
            room("cli.run", "cli.exit", "cli.gate", "config", "report.document", "text"),
            room(
                    "cli.owners",
                    "attach",
                    "attach.protocol",
                    "cli.exit",
                    "cli.terminal",
                    "config",
                    "heap",
                    "heap.hprof",
                    "json",
                    "report.document",
                    "text"),
            room("cli.merge", "cli.exit", "report.document", "report.fleet"),
            room(
                    "cli.audit",
                    "analyze.finding",
                    "attach",
                    "attach.protocol",
                    "cli.gate",
                    "config",
                    "json",
                    "report.document",
                    "text"),
            room(
                    "cli.command",
                    "analyze",
                    "analyze.finding",
                    "analyze.host",
                    "attach",
                    "attach.protocol",
                    "cli.audit",
                    "cli.exit",
                    "cli.explain",
                    "cli.gate",
                    "cli.jvms",
                    "cli.merge",
                    "cli.owners",
                    "cli.run",
                    "cli.terminal",
                    "cli.watch",
                    "config",
                    "kernel",
                    "report",
                    "report.annotation",
                    "report.diff",
                    "report.document",
                    "report.fleet",
                    "report.html",
                    "report.json",
                    "report.rulepage",
                    "report.source",
                    "report.text",
                    "text"),
            room("cli", "cli.command", "cli.exit", "cli.terminal", "text"));

    /** Folders with more files than this say in their package-info why. */
    private static final int MANY_FILES = 16;

    private static Map.Entry<String, Set<String>> room(String name, String... known) {
        return entry(name, Set.of(known));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void packageKnowsOnlyWhatLiesBelowIt(String name) {
        Set<String> known = new TreeSet<>();
        for (JavaClass ours : OURS) {
            if (ours.getPackageName().equals(ROOT + name)) {
                ours.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(target -> target.getPackageName().startsWith(ROOT))
                        .map(ArchitectureTest::nameOf)
                        .forEach(known::add);
            }
        }
        known.remove(name);

        assertThat(known).isEqualTo(new TreeSet<>(KNOWS.get(name)));
    }

    @Test
    void everyPackage_hasItsPlaceInTheStreet() {
        Set<String> existing = new TreeSet<>();
        for (JavaClass ours : OURS) {
            if (ours.getPackageName().startsWith(ROOT)) {
                existing.add(nameOf(ours));
            }
        }

        assertThat(existing).isEqualTo(new TreeSet<>(KNOWS.keySet()));
    }

    @Test
    void noCycles() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass ours) {
                        return ours.getPackageName().startsWith(ROOT)
                                ? SliceIdentifier.of(nameOf(ours))
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "packages";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(OURS);
    }

    /** A newcomer finds a line's home by the names of folders and files: a flat folder of many hides it. */
    @ParameterizedTest
    @MethodSource("packages")
    void folderOfManyFiles_saysWhy(String name) throws IOException {
        Path folder = SOURCES.resolve(name.replace('.', '/'));
        try (Stream<Path> files = Files.list(folder)) {
            if (files.filter(file -> file.toString().endsWith(".java")).count() > MANY_FILES) {
                assertThat(Files.readString(folder.resolve("package-info.java")))
                        .contains("So many files because");
            }
        }
    }

    /** The agent starts in every JVM it is put on, the command line only in its own. */
    @Test
    void onlyTheCommandLine_knowsPicocli() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("cli"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(OURS);
    }

    /** They exist only in a JVM into which the agent has defined them. */
    @Test
    void doctor_needsNoBootClasses() {
        noClasses()
                .that()
                .haveSimpleName("DoctorCommand")
                .should()
                .transitivelyDependOnClassesThat()
                .haveNameMatching("(java\\.net|sun\\.nio\\.ch)\\.LastAck.*")
                .check(OURS);
    }

    /** It initialises the application's log manager too early. */
    @Test
    void noJavaUtilLogging() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void onlyTheCommandLine_endsTheJvm() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("cli"))
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .allowEmptyShould(true)
                .check(OURS);
    }

    private static Set<String> packages() {
        return new TreeSet<>(KNOWS.keySet());
    }

    private static String inside(String name) {
        return ROOT + name + "..";
    }

    private static String nameOf(JavaClass ours) {
        return ours.getPackageName().substring(ROOT.length());
    }
}
