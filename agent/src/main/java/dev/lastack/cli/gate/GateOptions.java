package dev.lastack.cli.gate;

import dev.lastack.report.source.SourceRoots;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants of a gate.
 *
 * @param policy which findings fail it
 * @param output for the reports in place of standard error
 * @param baseline which file of accepted findings, and what to do with it
 * @param sources where files of the repository are looked for
 * @param annotate whether GitHub gets an annotation for each finding
 */
public record GateOptions(
        FailurePolicy policy, @Nullable Path output, BaselineUse baseline, SourceRoots sources, boolean annotate) {}
