package dev.lastack.found;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which findings somebody knows already. One that goes and comes back is known still, until it was away for a while:
 * what comes and goes with the load must not be told each time. One thread at a time.
 */
final class KnownFindings {

    /** Code paths and rules are bounded, and so is this; beyond, the one that was seen longest ago is forgotten. */
    static final int MOST = 10_000;

    private final long forgottenNanos;

    /** By identity, the {@link System#nanoTime} at which it was seen last; in the order of that. */
    private final Map<String, Long> seen = new LinkedHashMap<>(16, 0.75f, true);

    KnownFindings(long forgottenNanos) {
        this.forgottenNanos = forgottenNanos;
    }

    /** Takes note of what there is now, and gives those that were not known. Of several with one identity, the first. */
    List<NewFinding> unknownAmong(List<NewFinding> present, long now) {
        seen.values().removeIf(at -> now - at >= forgottenNanos);
        List<NewFinding> unknown = new ArrayList<>();
        for (NewFinding finding : present) {
            if (seen.put(finding.identity(), now) == null) {
                unknown.add(finding);
            }
        }
        while (seen.size() > MOST) {
            seen.remove(seen.keySet().iterator().next());
        }
        return unknown;
    }
}
