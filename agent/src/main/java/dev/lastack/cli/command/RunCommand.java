package dev.lastack.cli.command;

import dev.lastack.analyze.Analyzer;
import dev.lastack.attach.OwnJar;
import dev.lastack.attach.TargetException;
import dev.lastack.cli.exit.ExitCode;
import dev.lastack.cli.exit.Failure;
import dev.lastack.cli.run.AuditOptions;
import dev.lastack.cli.run.Auditor;
import dev.lastack.cli.run.CannotStart;
import dev.lastack.cli.run.FailurePolicy;
import dev.lastack.config.ConfigurationException;
import dev.lastack.config.SettingsParser;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An audit: a program under the agent from its start to its end. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        customSynopsis = {"lastack run [OPTIONS] [--] COMMAND [ARGUMENT...]"},
        description = {
            "Runs a program under the agent, passes its input, output, signals and exit code through, and then writes"
                    + " the report. Ends with 3 when there is a finding that fails the audit.",
            "COMMAND is java with its arguments, or a script that starts java; then each JVM that it starts reports."
        })
public final class RunCommand implements Callable<Integer> {

    private final PrintWriter err;

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
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the agent, see docs/configuration.md. May be repeated.")
    private List<String> settings = List.of();

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "The program and its arguments.")
    private List<String> command = List.of();

    public RunCommand(PrintWriter err) {
        this.err = err;
    }

    @Override
    public Integer call() throws TargetException, Failure, IOException, InterruptedException {
        for (String rule : failOn) {
            requireRule(rule);
        }
        requireSettings();
        requireOutput();
        Auditor auditor = auditor();
        try {
            return auditor.run(command, OwnJar.path());
        } catch (CannotStart e) {
            throw new Failure(
                    e.isMissing() ? ExitCode.NO_SUCH_COMMAND : ExitCode.CANNOT_RUN, String.valueOf(e.getMessage()));
        }
    }

    private Auditor auditor() throws Failure {
        FailurePolicy.Least least = leastSeverity != null
                ? leastSeverity
                : failOn.isEmpty() ? FailurePolicy.Least.ERROR : FailurePolicy.Least.INFO;
        try {
            return Auditor.of(
                    new AuditOptions(
                            new FailurePolicy(failOn, least),
                            output,
                            baseline,
                            writeBaseline,
                            settings,
                            sources.roots(),
                            annotate != null),
                    err);
        } catch (IOException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
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

    /** Before an hour's run, not after it. */
    private void requireOutput() throws Failure {
        if (output != null) {
            ReportFile.format(output);
        }
        ReportFile.requireWritable(output);
        ReportFile.requireWritable(writeBaseline);
    }
}
