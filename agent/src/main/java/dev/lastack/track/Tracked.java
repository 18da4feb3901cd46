package dev.lastack.track;

import dev.lastack.snapshot.CodePath;
import java.time.Instant;
import java.util.List;

/** All code paths as of one moment; no time in them is later. */
public record Tracked(Instant takenAt, List<CodePath> codePaths) {}
