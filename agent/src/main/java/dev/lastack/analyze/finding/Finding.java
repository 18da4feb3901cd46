package dev.lastack.analyze.finding;

import dev.lastack.analyze.leak.PoolEvidence;
import dev.lastack.snapshot.Handled;
import dev.lastack.snapshot.Site;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rule's verdict about one code path.
 *
 * @param rule stable id, {@code close-wait/eof-ignored}
 * @param title what was found, in one sentence without a full stop
 * @param connections how many the verdict is about
 * @param culprit the frame a person should open; null where no stack has an application frame
 * @param culpritNote what happens at the culprit ({@code connects here}); empty where culprit is null
 * @param codePathId the id of the code path with the most of them
 * @param codePathIds of all code paths that the verdict is about, that one first
 * @param evidence numbers by camelCase name, in the order a reader wants them; durations end in {@code Millis}
 * @param details what was seen, one short line each
 * @param why why it matters, for a reader who never heard of CLOSE_WAIT
 * @param fix what to do
 * @param pool what pools say of the connections; null where none has them
 * @param handled who serves their requests, the longest of them; null for a client, and where nobody knows
 */
public record Finding(
        String rule,
        Severity severity,
        String title,
        long connections,
        @Nullable Site culprit,
        String culpritNote,
        String codePathId,
        List<String> codePathIds,
        Map<EvidenceKey, Number> evidence,
        List<String> details,
        String why,
        String fix,
        @Nullable PoolEvidence pool,
        @Nullable Handled handled) {

    public Finding {
        evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
        codePathIds = List.copyOf(codePathIds);
        details = List.copyOf(details);
    }

    /**
     * The same about several code paths.
     *
     * @param ids the one with the most first
     * @param peers how many remote addresses or listeners they have
     */
    public Finding of(List<String> ids, long peers) {
        Map<EvidenceKey, Number> numbers = new LinkedHashMap<>(evidence);
        if (peers > 1) {
            numbers.put(EvidenceKey.PEERS, peers);
        }
        return copy(ids, numbers, pool, handled);
    }

    /** The same with what pools say. */
    public Finding with(@Nullable PoolEvidence evidenceOfPool) {
        return copy(codePathIds, evidence, evidenceOfPool, handled);
    }

    /** The same with who serves the requests. */
    public Finding handledBy(@Nullable Handled by) {
        return copy(codePathIds, evidence, pool, by);
    }

    private Finding copy(
            List<String> ids,
            Map<EvidenceKey, Number> numbers,
            @Nullable PoolEvidence evidenceOfPool,
            @Nullable Handled by) {
        return new Finding(
                rule,
                severity,
                title,
                connections,
                culprit,
                culpritNote,
                codePathId,
                ids,
                numbers,
                details,
                why,
                fix,
                evidenceOfPool,
                by);
    }
}
