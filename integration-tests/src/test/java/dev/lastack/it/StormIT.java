package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lastack.it.harness.FindingOfReport;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.NetworkNamespace;
import dev.lastack.it.harness.Report;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Issue 16: what LastAck leaves out in a storm hides no leak, and changes neither its number nor its line. In a network
 * namespace: tens of thousands of connections in TIME_WAIT would be in the way of other tests that read the kernel's table.
 */
class StormIT {

    private static final int CONNECTIONS = 6;
    private static final int LEAKS = 40;
    private static final int HEALTHY = 20_000;
    private static final String DEFERRED = "close-wait/close-deferred";
    private static final String LEAKY = "dev.lastack.it.programs.storm.LeaksOfTheStorm";

    @BeforeAll
    static void needsANetworkOfItsOwn() {
        assumeTrue(NetworkNamespace.possible(), "needs root and util-linux");
    }

    /** All in one storm: beside each other, and beside their healthy twins. */
    @Test
    void faultsOfTheDemonstration_areFoundInAStorm() {
        Report report = ForkedJvm.running("dev.lastack.it.programs.storm.DemoInAStorm")
                .underLoad()
                .in(NetworkNamespace.with("tcp_tw_reuse=1"))
                .libraries(List.of(Layout.demoJar()))
                .withReport("close-wait-threshold=300ms", "stalled-threshold=300ms")
                .args("--connections=" + CONNECTIONS)
                .run()
                .succeeded()
                .report();

        assertThat(report.findingsAboveInfo())
                .filteredOn(finding -> !finding.rule().startsWith("time-wait/")) // the storm's own, as long as it lasts
                .extracting(StormIT::told)
                .containsExactlyInAnyOrderElementsOf(faults());
        assertThat(report.finding(DEFERRED).details())
                .anyMatch(line -> line.contains("AbortWithoutSelect.run(AbortWithoutSelect.java:")
                        && line.contains(" (" + CONNECTIONS + ")"));
        assertThat(report.total("opened")).isGreaterThan(10_000);
    }

    /** Two close late what one line opens: one finding, which names both. */
    private static List<String> faults() {
        Stream<String> deferred =
                Stream.of(2 * CONNECTIONS + " of " + DEFERRED + " at dev.lastack.demo.orders.CloseWithoutSelect.run(");
        Stream<String> others = DemoFaults.all()
                .filter(fault -> !fault.get()[1].equals(DEFERRED))
                .map(fault -> CONNECTIONS + " of " + fault.get()[1] + " at " + fault.get()[2]);
        return Stream.concat(deferred, others).toList();
    }

    private static String told(FindingOfReport finding) {
        String method = finding.culprit().substring(0, finding.culprit().indexOf('(') + 1);
        return finding.connections() + " of " + finding.rule() + " at " + method;
    }

    @Test
    void leaksOfTheStormsOwnLine_areCountedExactly_andSayWhereTheirLineIsFrom() {
        FinishedJvm run = leaky("same");
        Report report = run.report();

        FindingOfReport finding = report.finding("close-wait/eof-ignored");
        assertThat(finding.connections()).isEqualTo(LEAKS);
        assertThat(finding.culprit()).startsWith(LEAKY + ".oneLine(");
        if (wasAStorm(run)) {
            assertThat(report.notes())
                    .anyMatch(note -> note.contains("have that of a sibling of the same thread and peer"));
        }
        assertThat(report.total("opened")).isEqualTo(2 * (HEALTHY + LEAKS));
    }

    /** On a busy machine it may be none: fewer than 2,000 a second, or one that lives for a second, are captured each. */
    private static boolean wasAStorm(FinishedJvm run) {
        return run.figure("PER_SECOND") > 4_000 && run.figure("LONGEST_MILLIS") < 500;
    }

    /** Those of the first hundredth of a second may be taken for siblings, and say so. */
    @Test
    void leaksOfAnotherLineOfTheSameThread_areItsOwn() {
        Report report = leaky("other").report();

        List<FindingOfReport> found = report.findings().stream()
                .filter(finding -> finding.rule().equals("close-wait/eof-ignored"))
                .toList();
        FindingOfReport largest = found.stream()
                .filter(finding -> finding.culprit().startsWith(LEAKY + ".otherLine("))
                .findFirst()
                .orElseThrow();
        long all = found.stream().mapToLong(FindingOfReport::connections).sum();
        assertThat(all).isEqualTo(LEAKS);
        assertThat(largest.connections()).isGreaterThan(LEAKS / 2);
        if (largest.connections() < LEAKS) {
            assertThat(report.toString()).contains("opened is told by siblings of the same thread and peer");
        }
    }

    private static FinishedJvm leaky(String line) {
        return ForkedJvm.running(LEAKY)
                .underLoad()
                .in(NetworkNamespace.with("tcp_tw_reuse=1"))
                .withReport("close-wait-threshold=1s")
                .args(line, LEAKS, HEALTHY)
                .run()
                .succeeded();
    }
}
