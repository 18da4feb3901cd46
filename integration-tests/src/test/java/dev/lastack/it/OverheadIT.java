package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.lastack.it.harness.Attaching;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.Report;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.ScriptedPeers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Guards what the agent costs, by numbers that do not depend on how busy the machine is. Times are measured by hand, in
 * the module benchmarks.
 */
class OverheadIT {

    private static final String ALLOCATIONS = "dev.lastack.it.programs.host.Allocations";
    private static final String TALKER = "dev.lastack.it.programs.host.Talker";
    private static final String TRAFFIC = "dev.lastack.it.programs.attach.RoundTraffic";

    /** 1.5 KB, and a little for the sample of stacks that is captured. */
    private static final long BYTES_OF_A_LIFE = 1_536 + 64;

    /**
     * Stacks of uses are captured by time, one in 500 us at most: where lives last longer, as on a busy machine, more of them.
     * One under thirty frames has 1,400 bytes.
     */
    private static final long BYTES_OF_100_MICROS = 280;

    /** A library that is used while the agent starts would show here. */
    private static final int OWN_CLASSES_UNTIL_MAIN = 240;

    @Test
    void aConnectionsLife_allocatesLittle() {
        FinishedJvm without = ForkedJvm.running(ALLOCATIONS).underLoad().run().succeeded();
        FinishedJvm with =
                ForkedJvm.running(ALLOCATIONS).underLoad().withReport().run().succeeded();

        assertThat(without.figure("BYTES")).isPositive();
        assertThat(with.figure("BYTES") - without.figure("BYTES"))
                .isBetween(100L, BYTES_OF_A_LIFE + with.figure("NANOS") / 100_000 * BYTES_OF_100_MICROS);
    }

    /** 24,000 connections: from a fifth of a microsecond to what a starved machine makes of it. */
    @Test
    void report_saysWhatItCost() {
        Report report = ForkedJvm.running(ALLOCATIONS)
                .underLoad()
                .withReport()
                .run()
                .succeeded()
                .report();

        assertThat(report.notes()).anyMatch(OverheadIT::saysThatOfAPart);
        assertThat(report.overhead("budget")).isEqualTo(0.01);
        assertThat(report.overhead("microsPerConnection")).isBetween(0.2, 100.0);
        assertThat(report.overhead("hookMillis"))
                .isCloseTo(report.overhead("microsPerConnection") * report.total("opened") / 1e3, withPercentage(1));
        assertThat(report.overhead("threadMillis")).isBetween(1.0, 60_000.0);
        assertThat(report.overhead("coreShare"))
                .isCloseTo(
                        (report.overhead("hookMillis") + report.overhead("threadMillis"))
                                / (report.observationSeconds() * 1e3),
                        withPercentage(1));
    }

    @Test
    void withoutBudget_everyUseIsCaptured() {
        Report report = ForkedJvm.running(ALLOCATIONS)
                .underLoad()
                .withReport("overhead=off")
                .run()
                .succeeded()
                .report();

        assertThat(report.overhead("budget")).isNaN();
        assertThat(report.notes()).noneMatch(OverheadIT::saysThatOfAPart);
    }

    private static boolean saysThatOfAPart(String note) {
        return note.contains("a sample had its stacks") || note.contains("from a part of them only");
    }

    @Test
    void untilMain_fewClassesAreLoaded_andNoneOfTheCommandLineOrTheReports() throws IOException {
        ForkedJvm program = ForkedJvm.running(TALKER).withReport();
        Path log = program.folder().resolve("classes.txt");
        try (LoopbackServer peer = ScriptedPeers.plain()) {
            program.jvmArgs("-Xlog:class+load:file=" + log)
                    .args(peer.port())
                    .run()
                    .succeeded();
        }

        List<String> own = ownClassesUntil(TALKER, log);
        assertThat(own).filteredOn(OverheadIT::isOwnClass).hasSizeBetween(100, OWN_CLASSES_UNTIL_MAIN);
        assertThat(own)
                .noneMatch(OverheadIT::isSpun)
                .noneMatch(name -> name.contains("picocli") || name.contains("slf4j") || name.contains("jackson"))
                .noneMatch(name -> name.startsWith("dev.lastack.cli."))
                .noneMatch(name -> name.startsWith("dev.lastack.report."));
    }

    /**
     * In a JVM that works already, each class and each lambda is loaded, linked and compiled beside its work: before issue
     * 17 attaching took 290 classes, 80 lambdas and 100 forms of method handles, and more than a second of processor time.
     */
    @Test
    void attachingLate_loadsFewClasses_linksFewLambdas_andTakesNoSnapshot() throws IOException {
        ForkedJvm program = ForkedJvm.running(TRAFFIC);
        Path log = program.folder().resolve("classes.txt");
        Attaching attaching = new Attaching();
        try (RunningJvm running =
                program.jvmArgs("-Xlog:class+load:file=" + log).start()) {
            running.awaitLine("READY");
            int before = names(log).size();

            attaching.attach(running.pid());

            List<String> names = names(log);
            List<String> loaded = names.subList(before, names.size());
            assertThat(loaded)
                    .filteredOn(OverheadIT::isOwnClass)
                    .hasSizeBetween(100, 275)
                    .noneMatch(name -> name.startsWith("dev.lastack.snapshot.CodePath"));
            assertThat(loaded).filteredOn(OverheadIT::isOwnLambda).hasSizeLessThan(55);
            assertThat(loaded).noneMatch(OverheadIT::isSpun);
            assertThat(loaded)
                    .filteredOn(name -> name.startsWith("java.lang.invoke.LambdaForm$"))
                    .hasSizeLessThan(50);
        }
    }

    private static boolean isOwnClass(String name) {
        return name.startsWith("dev.lastack.") && !name.contains("$$Lambda");
    }

    /** By the JVM: its name has a number after a slash, as no class file's has. */
    private static boolean isSpun(String name) {
        return isOwnLambda(name) && name.contains("/");
    }

    private static boolean isOwnLambda(String name) {
        return name.startsWith("dev.lastack.") && name.contains("$$Lambda");
    }

    /** Lines are {@code [0.171s][info][class,load] name source: ...}. */
    private static List<String> ownClassesUntil(String mainClass, Path log) throws IOException {
        return names(log, line -> !line.startsWith(mainClass + " ")).stream()
                .filter(name -> name.startsWith("dev.lastack."))
                .toList();
    }

    private static List<String> names(Path log) throws IOException {
        return names(log, line -> true);
    }

    private static List<String> names(Path log, Predicate<String> asLongAs) throws IOException {
        return Files.readAllLines(log).stream()
                .map(line -> line.substring(line.lastIndexOf("] ") + 2))
                .takeWhile(asLongAs)
                .map(line -> line.substring(0, Math.max(0, line.indexOf(' '))))
                .filter(name -> !name.startsWith("dev.lastack.it."))
                .toList();
    }
}
