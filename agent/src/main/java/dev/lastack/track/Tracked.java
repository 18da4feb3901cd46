package dev.lastack.track;

import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.History;
import java.time.Instant;
import java.util.List;

/**
 * All code paths as of one moment; no time in them is later. And how they came to be so.
 *
 * @param capsHit what could not be asked of all that there was, for this one look, in words a reader understands
 */
public record Tracked(Instant takenAt, List<CodePath> codePaths, History history, List<String> capsHit) {}
