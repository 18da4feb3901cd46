package dev.lastack;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the one-way street between the packages. */
class ArchitectureTest {

    private static final JavaClasses OURS =
            new ClassFileImporter(Set.of(new ImportOption.DoNotIncludeTests())).importPackages("dev.lastack");

    /** A package, and all the packages of ours that it may know. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            entry("snapshot", Set.of()),
            entry("config", Set.of()),
            entry("conversation", Set.of()),
            entry("kernel", Set.of("snapshot", "config")),
            entry("track", Set.of("kernel", "snapshot", "config")),
            entry("instrument", Set.of("config")),
            entry("analyze", Set.of("snapshot", "config")),
            entry("report", Set.of("analyze", "snapshot", "config")),
            entry(
                    "launch",
                    Set.of("instrument", "track", "kernel", "report", "analyze", "snapshot", "config", "conversation")),
            entry("attach", Set.of("conversation")),
            entry(
                    "cli",
                    Set.of(
                            "launch",
                            "attach",
                            "conversation",
                            "instrument",
                            "track",
                            "kernel",
                            "report",
                            "analyze",
                            "snapshot",
                            "config")));

    @ParameterizedTest
    @MethodSource("packages")
    void packageKnowsOnlyWhatLiesBelowIt(String name) {
        Set<String> allowed = new HashSet<>(MAY_KNOW.get(name));
        allowed.add(name);

        classes()
                .that()
                .resideInAPackage(inside(name))
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("dev.lastack.."))
                        .or(resideInAnyPackage(
                                allowed.stream().map(ArchitectureTest::inside).toArray(String[]::new))))
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void everyPackage_hasItsPlaceInTheStreet() {
        Set<String> existing = new TreeSet<>();
        for (JavaClass ours : OURS) {
            if (ours.getPackageName().startsWith("dev.lastack")) {
                existing.add(nameOf(ours));
            }
        }

        assertThat(MAY_KNOW.keySet()).containsAll(existing);
    }

    @Test
    void noCycles() {
        slices().matching("dev.lastack.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(OURS);
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
        return new TreeSet<>(MAY_KNOW.keySet());
    }

    private static String inside(String name) {
        return "dev.lastack." + name + "..";
    }

    private static String nameOf(JavaClass ours) {
        String[] parts = ours.getPackageName().split("\\.");
        return parts.length < 3 ? Arrays.toString(parts) : parts[2];
    }
}
