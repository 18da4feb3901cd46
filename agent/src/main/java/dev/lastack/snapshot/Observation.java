package dev.lastack.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well it was watched.
 *
 * @param watchedMillis since the hooks were live
 * @param untrackedSockets TCP connections of the process that LastAck has no record of; -1 where not known
 * @param suppressedErrors errors inside hooks that were kept from the application
 * @param capsHit names of the bounds that were reached, in words a reader understands
 * @param overhead null where it was not measured
 * @param configuration by what it was judged; empty where nobody has said so
 * @param notes what else a reader must know to trust the report, one sentence each
 */
public record Observation(
        long watchedMillis,
        Fidelity firstCloserFidelity,
        Fidelity finFidelity,
        long untrackedSockets,
        long suppressedErrors,
        List<String> capsHit,
        List<String> notes,
        @Nullable Overhead overhead,
        List<ConfiguredKey> configuration) {

    public Observation {
        capsHit = List.copyOf(capsHit);
        notes = List.copyOf(notes);
        configuration = List.copyOf(configuration);
    }

    /** Without what it is judged by. */
    public Observation(
            long watchedMillis,
            Fidelity firstCloserFidelity,
            Fidelity finFidelity,
            long untrackedSockets,
            long suppressedErrors,
            List<String> capsHit,
            List<String> notes,
            @Nullable Overhead overhead) {
        this(
                watchedMillis,
                firstCloserFidelity,
                finFidelity,
                untrackedSockets,
                suppressedErrors,
                capsHit,
                notes,
                overhead,
                List.of());
    }

    Observation with(List<ConfiguredKey> judgedBy) {
        return new Observation(
                watchedMillis,
                firstCloserFidelity,
                finFidelity,
                untrackedSockets,
                suppressedErrors,
                capsHit,
                notes,
                overhead,
                judgedBy);
    }
}
