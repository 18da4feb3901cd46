package dev.lastack.analyze.rules;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.host.Load;
import dev.lastack.config.Settings;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Snapshot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One question put to a code path. Pure: the same input gives the same finding. */
public interface Rule {

    /** Stable id, {@code close-wait/eof-ignored}. */
    String id();

    /**
     * How many of the path's connections the rule is about. Paths with one cause are judged together: those with none
     * lend their healthy siblings only, and the one with the most gives the finding its name.
     */
    long affected(CodePath path, Snapshot snapshot, Settings settings);

    /** False where the rule is about one remote, and to judge several together would say nothing. */
    default boolean mergesPeers() {
        return true;
    }

    /**
     * True where connections that a library opens on a thread of its own are judged with those that it opens for the one
     * line of the application that uses it: where few of each say nothing, and all of them something.
     */
    default boolean joinsLibraryThreads() {
        return false;
    }

    /** True where the connections of one listener are judged apart by who serves them. */
    default boolean splitsByHandler() {
        return false;
    }

    /** What it counts in a window of time; null where it counts all that is. At exit the worst window is judged. */
    default @Nullable Load load() {
        return null;
    }

    /** Empty where the rule has nothing to say about the path. */
    Optional<Finding> judge(CodePath path, Snapshot snapshot, Settings settings);
}
