package dev.lastack.cli.command;

import dev.lastack.attach.OwnJar;
import dev.lastack.attach.TargetException;
import dev.lastack.cli.exit.ExitCode;
import dev.lastack.cli.exit.Failure;
import dev.lastack.cli.run.Auditor;
import dev.lastack.cli.run.CannotStart;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private GateMixin gate = new GateMixin();

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "The program and its arguments.")
    private List<String> command = List.of();

    public RunCommand(PrintWriter err) {
        this.err = err;
    }

    @Override
    public Integer call() throws TargetException, Failure, IOException, InterruptedException {
        Auditor auditor = new Auditor(gate.gate(err), gate.settings());
        try {
            return auditor.run(command, OwnJar.path());
        } catch (CannotStart e) {
            throw new Failure(
                    e.isMissing() ? ExitCode.NO_SUCH_COMMAND : ExitCode.CANNOT_RUN, String.valueOf(e.getMessage()));
        }
    }
}
