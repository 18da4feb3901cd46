package dev.lastack.analyze;

import dev.lastack.config.Settings;
import dev.lastack.snapshot.Snapshot;
import java.util.List;

/** One question put to a snapshot. Pure: the same snapshot and settings give the same findings. */
interface Rule {

    /** Stable id, {@code close-wait/eof-ignored}. */
    String id();

    /** One finding for each code path the rule has something to say about, in the order of the snapshot. */
    List<Finding> judge(Snapshot snapshot, Settings settings);
}
