package dev.lastack.cli.run;

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
 */
public record AuditOptions(
        FailurePolicy policy,
        @Nullable Path output,
        @Nullable Path baseline,
        @Nullable Path writeBaseline,
        List<String> settings) {}
