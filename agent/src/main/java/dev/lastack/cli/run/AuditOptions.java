package dev.lastack.cli.run;

import dev.lastack.report.source.SourceRoots;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants of an audit.
 *
 * @param policy which findings fail it
 * @param output for the reports in place of standard error
 * @param baseline of accepted findings, to be read
 * @param writeBaseline to be written with all that is found
 * @param settings of the agent, {@code key=value}
 * @param sources where files of the repository are looked for
 * @param annotate whether GitHub gets an annotation for each finding
 */
public record AuditOptions(
        FailurePolicy policy,
        @Nullable Path output,
        @Nullable Path baseline,
        @Nullable Path writeBaseline,
        List<String> settings,
        SourceRoots sources,
        boolean annotate) {}
