package dev.lastack.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.config.Settings;
import dev.lastack.fixture.Hosts;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.fixture.SnapshotFixtures;
import dev.lastack.snapshot.Trigger;
import java.time.Duration;
import java.util.List;

/** Short cuts for tests of rules. */
public final class Findings {

    /** 5 s. */
    public static final long THRESHOLD = Settings.DEFAULTS.closeWaitThreshold().toMillis();

    /** 30 s. */
    public static final long STALLED = Settings.DEFAULTS.stalledThreshold().toMillis();

    private Findings() {}

    public static List<Finding> findings(PathBuilder... paths) {
        return Analyzer.analyze(SnapshotFixtures.of(paths), Settings.DEFAULTS);
    }

    /** Those of one rule. */
    public static List<Finding> of(String rule, Hosts host, PathBuilder... paths) {
        return Analyzer.analyze(SnapshotFixtures.of(host, paths), Settings.DEFAULTS).stream()
                .filter(finding -> finding.rule().equals(rule))
                .toList();
    }

    /** As the report at exit has them. */
    public static List<Finding> atExit(Hosts host, PathBuilder... paths) {
        return Analyzer.analyze(SnapshotFixtures.of(host, paths).with(Trigger.EXIT), Settings.DEFAULTS);
    }

    /** The only finding of one rule. */
    public static Finding one(String rule, Hosts host, PathBuilder... paths) {
        List<Finding> findings = of(rule, host, paths);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    /** The only finding there is. */
    public static Finding finding(PathBuilder... paths) {
        List<Finding> findings = findings(paths);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    public static Settings excluding(String... entries) {
        Settings defaults = Settings.DEFAULTS;
        return new Settings(
                defaults.reports(),
                defaults.reportEvery(),
                defaults.closeWaitThreshold(),
                defaults.stalledThreshold(),
                defaults.borrowedThreshold(),
                defaults.shortConnection(),
                defaults.window(),
                defaults.hotspotConnections(),
                defaults.applicationPackages(),
                defaults.stackDepth(),
                List.of(entries),
                false,
                defaults.reportTimeout(),
                defaults.overhead(),
                defaults.metrics(),
                defaults.metricsLimit(),
                defaults.notifies());
    }

    public static Settings threshold(Duration closeWait) {
        Settings defaults = Settings.DEFAULTS;
        return new Settings(
                defaults.reports(),
                defaults.reportEvery(),
                closeWait,
                defaults.stalledThreshold(),
                defaults.borrowedThreshold(),
                defaults.shortConnection(),
                defaults.window(),
                defaults.hotspotConnections(),
                defaults.applicationPackages(),
                defaults.stackDepth(),
                defaults.exclude(),
                false,
                defaults.reportTimeout(),
                defaults.overhead(),
                defaults.metrics(),
                defaults.metricsLimit(),
                defaults.notifies());
    }
}
