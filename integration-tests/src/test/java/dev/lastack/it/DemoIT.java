package dev.lastack.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.it.harness.Finding;
import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.Layout;
import dev.lastack.it.harness.Report;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The demonstration keeps its word: a finding for each fault, with that fault's class as culprit, and no other. */
class DemoIT {

    @Test
    void everyFaultIsFound_andNoHealthyTwin() {
        FinishedJvm run = ForkedJvm.running("dev.lastack.demo.DemoApp")
                .libraries(List.of(Layout.demoJar()))
                .withReport("close-wait-threshold=300ms", "stalled-threshold=300ms")
                .run()
                .succeeded();

        List<Exhibit> faults = run.stdout().stream()
                .flatMap(line -> Exhibit.faultIn(line).stream())
                .toList();
        Report report = run.report();
        assertThat(faults).isNotEmpty();
        SoftAssertions all = new SoftAssertions();
        for (Exhibit fault : faults) {
            all.assertThat(report.findings().stream().filter(fault::isFoundBy))
                    .as(fault.toString())
                    .singleElement()
                    .extracting(Finding::connections)
                    .isEqualTo(fault.connections());
        }
        all.assertThat(report.findingsAboveInfo()).hasSameSizeAs(faults);
        all.assertThat(report.observation("untrackedSockets")).isZero();
        all.assertThat(report.observation("suppressedErrors")).isZero();
        all.assertAll();
    }

    /** What the demonstration says of itself: {@code SlowClose  5 connections  close-wait/slow-close, ...}. */
    private record Exhibit(String name, long connections, String rule) {

        private static final Pattern FAULT = Pattern.compile("(\\w+) +(\\d+) connections +([\\w-]+/[\\w-]+),.*");

        static List<Exhibit> faultIn(String line) {
            Matcher fault = FAULT.matcher(line);
            return fault.matches()
                    ? List.of(new Exhibit(fault.group(1), Long.parseLong(fault.group(2)), fault.group(3)))
                    : List.of();
        }

        boolean isFoundBy(Finding finding) {
            return finding.rule().equals(rule) && finding.culprit().startsWith("dev.lastack.demo.orders." + name + ".");
        }
    }
}
