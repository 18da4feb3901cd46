package dev.lastack.metrics;

import dev.lastack.analyze.Analyzer;
import dev.lastack.config.Settings;
import dev.lastack.fixture.PathBuilder;
import dev.lastack.fixture.SnapshotFixtures;
import dev.lastack.snapshot.DurationHistogram;
import dev.lastack.snapshot.Snapshot;
import java.util.List;

/** Readings of OrderService. */
public final class ReadingFixtures {

    /** Two closes within a second, one that took 7 s. */
    public static final DurationHistogram CLOSE_WAITS =
            new DurationHistogram(List.of(1_000L, 5_000L), List.of(2L, 0L, 1L), 7_500);

    private ReadingFixtures() {}

    public static Reading of(PathBuilder... paths) {
        return of(SnapshotFixtures.of(paths));
    }

    public static Reading of(Snapshot snapshot) {
        return new Reading(snapshot, Analyzer.analyze(snapshot, Settings.DEFAULTS), CLOSE_WAITS, 1.5);
    }
}
