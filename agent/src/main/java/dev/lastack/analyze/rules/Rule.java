package dev.lastack.analyze.rules;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Snapshot;
import java.util.Optional;

/** One question put to a code path. Pure: the same input gives the same finding. */
public interface Rule {

    /** Stable id, {@code close-wait/eof-ignored}. */
    String id();

    /** Empty where the rule has nothing to say about the path. */
    Optional<Finding> judge(CodePath path, Snapshot snapshot, Settings settings);
}
