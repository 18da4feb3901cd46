package dev.lastack.cli.command;

import dev.lastack.analyze.Analyzer;
import dev.lastack.cli.exit.Failure;
import dev.lastack.cli.gate.BaselineUse;
import dev.lastack.cli.gate.BaselineUse.Mode;
import dev.lastack.cli.gate.FailurePolicy;
import dev.lastack.cli.gate.Gate;
import dev.lastack.cli.gate.GateOptions;
import dev.lastack.config.ConfigurationException;
import dev.lastack.config.SettingsParser;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that fail on findings. */
final class GateMixin {

    @Option(
            names = "--fail-on",
            paramLabel = "RULES",
            split = ",",
            completionCandidates = ExplainCommand.Rules.class,
            description = "Only findings of these rules, or groups such as close-wait, fail the audit.")
    private List<String> failOn = List.of();

    @Option(
            names = "--min-severity",
            paramLabel = "SEVERITY",
            description = {
                "Findings below it do not fail the audit: error, warning, info, or none for never. Without it: error,"
                        + " and with --fail-on info."
            })
    private FailurePolicy.@Nullable Least leastSeverity;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = {
                "Write the report here in place of standard error; its ending picks the format: .txt, .json, .sarif,"
                        + " .junit.xml, .md or .html. %%p in its name is the pid."
            })
    private @Nullable Path output;

    @Option(names = "--annotate", paramLabel = "CI", description = AnnotationStyle.DESCRIPTION)
    private @Nullable AnnotationStyle annotate;

    @Mixin
    private SourceRootOption sources = new SourceRootOption();

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "Findings that are accepted in this file do not fail the audit.")
    private @Nullable Path baseline;

    @Option(
            names = "--write-baseline",
            paramLabel = "FILE",
            description = "Accept all that is found: write it to this file, and let no finding fail the audit.")
    private @Nullable Path writeBaseline;

    @Option(
            names = "--update-baseline",
            paramLabel = "FILE",
            description = {
                "Accept what is new as well: add it to this file, take out what is not seen any more, and leave the"
                        + " other entries as they are. What has expired still fails the audit."
            })
    private @Nullable Path updateBaseline;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the agent, see docs/configuration.md. May be repeated.")
    private List<String> settings = List.of();

    /** Of the agent, each {@code key=value}; those that are none are refused by {@link #gate}. */
    List<String> settings() {
        return settings;
    }

    /** Refuses what is wrong, before an hour's run and not after it. */
    Gate gate(PrintWriter err) throws Failure {
        for (String rule : failOn) {
            requireRule(rule);
        }
        requireSettings();
        if (output != null) {
            ReportFile.format(output);
        }
        ReportFile.requireWritable(output);
        BaselineUse use = baselineUse();
        try {
            return Gate.of(
                    new GateOptions(policy(), output, use, sources.roots(), annotate != null),
                    LocalDate.now(ZoneOffset.UTC),
                    err);
        } catch (IOException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }

    private FailurePolicy policy() {
        FailurePolicy.Least least = leastSeverity != null
                ? leastSeverity
                : failOn.isEmpty() ? FailurePolicy.Least.ERROR : FailurePolicy.Least.INFO;
        return new FailurePolicy(failOn, least);
    }

    private BaselineUse baselineUse() throws Failure {
        if (Stream.of(baseline, writeBaseline, updateBaseline)
                        .filter(Objects::nonNull)
                        .count()
                > 1) {
            throw new Failure("--baseline, --write-baseline and --update-baseline: only one of them");
        }
        ReportFile.requireWritable(writeBaseline);
        ReportFile.requireWritable(updateBaseline);
        if (writeBaseline != null) {
            return new BaselineUse(Mode.WRITE, writeBaseline);
        }
        if (updateBaseline != null) {
            return new BaselineUse(Mode.UPDATE, updateBaseline);
        }
        return baseline == null ? BaselineUse.NONE : new BaselineUse(Mode.READ, baseline);
    }

    private static void requireRule(String rule) throws Failure {
        List<String> rules = Analyzer.ruleIds();
        if (rules.stream().noneMatch(id -> FailurePolicy.covers(rule, id))) {
            throw ExplainCommand.unknown(rule, rules);
        }
    }

    private void requireSettings() throws Failure {
        try {
            SettingsParser.parse(String.join(",", settings), Map.of(), Map.of(), File::isDirectory);
        } catch (ConfigurationException e) {
            throw new Failure(String.valueOf(e.getMessage()).replaceFirst("^lastack: ", ""));
        }
    }
}
