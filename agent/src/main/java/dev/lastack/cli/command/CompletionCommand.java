package dev.lastack.cli.command;

import dev.lastack.cli.exit.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Completes commands, options and rules in a shell. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        description = {
            "Writes a script that lets the shell complete commands, options and rules of a command called lastack, such"
                    + " as an alias of that name.",
            "For this shell:  source <(lastack completion)"
        })
public final class CompletionCommand implements Callable<Integer> {

    /** The shells that are served. */
    enum Shell {
        bash,
        zsh
    }

    private final PrintWriter out;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "SHELL", description = "bash or zsh; without it, bash.")
    private Shell shell = Shell.bash;

    public CompletionCommand(PrintWriter out) {
        this.out = out;
        this.spec = CommandSpec.create(); // picocli puts the real one here
    }

    /** One script serves both: it asks zsh for its emulation of bash's completion. */
    @Override
    public Integer call() {
        String script = AutoComplete.bash("lastack", spec.root().commandLine());
        out.print(shell == Shell.zsh ? "autoload -U +X compinit && compinit\n" + script : script);
        out.flush();
        return ExitCode.OK.number();
    }
}
