package dev.lastack.cli;

import dev.lastack.cli.command.AttachCommand;
import dev.lastack.cli.command.AuditCommand;
import dev.lastack.cli.command.CompletionCommand;
import dev.lastack.cli.command.DetachCommand;
import dev.lastack.cli.command.DiffCommand;
import dev.lastack.cli.command.DoctorCommand;
import dev.lastack.cli.command.ExplainCommand;
import dev.lastack.cli.command.LastAckCommand;
import dev.lastack.cli.command.ListCommand;
import dev.lastack.cli.command.MergeCommand;
import dev.lastack.cli.command.OwnersCommand;
import dev.lastack.cli.command.RenderCommand;
import dev.lastack.cli.command.ReportCommand;
import dev.lastack.cli.command.RunCommand;
import dev.lastack.cli.command.WatchCommand;
import dev.lastack.cli.exit.ErrorMessages;
import dev.lastack.cli.exit.ExitCode;
import dev.lastack.cli.terminal.StandardStream;
import dev.lastack.cli.terminal.Terminal;
import dev.lastack.text.Display;
import dev.lastack.text.Paint;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** Entry point of the command line, {@code java -jar lastack.jar}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(StandardStream.output(), StandardStream.error(), arguments));
    }

    /** What could not be written was not done, whatever the command itself says. */
    static int run(StandardStream output, StandardStream error, String... arguments) {
        Charset charset = Charset.defaultCharset();
        PrintWriter out = new PrintWriter(new OutputStreamWriter(output, charset), false);
        PrintWriter err = new PrintWriter(new OutputStreamWriter(error, charset), true);
        int exitCode = commandLine(out, err, Terminal.display()).execute(arguments);
        out.flush();
        err.flush();
        IOException unwritten = output.failure();
        if (unwritten != null) {
            err.println("lastack: cannot write to standard output: " + unwritten.getMessage());
        }
        boolean done = exitCode == ExitCode.OK.number() || exitCode == ExitCode.ADVICE.number();
        boolean told = done || exitCode == ExitCode.FINDING.number();
        boolean lost = (told && unwritten != null) || (done && error.failure() != null);
        return lost ? ExitCode.FAILED.number() : exitCode;
    }

    static CommandLine commandLine(PrintWriter out, PrintWriter err, Display display) {
        boolean colours = display.paint() != Paint.NONE;
        CommandLine run = new CommandLine(new RunCommand(err)).setStopAtPositional(true);
        CommandLine all = new CommandLine(new LastAckCommand())
                .addSubcommand(new ListCommand(out, display))
                .addSubcommand(new AttachCommand(out))
                .addSubcommand(new ReportCommand(out, err, display))
                .addSubcommand(new OwnersCommand(out, err))
                .addSubcommand(new RenderCommand(out))
                .addSubcommand(new DiffCommand(out))
                .addSubcommand(new MergeCommand(out, err))
                .addSubcommand(new WatchCommand(out, display))
                .addSubcommand(new DetachCommand(out))
                .addSubcommand(run)
                .addSubcommand(new AuditCommand(err))
                .addSubcommand(new DoctorCommand(out, colours))
                .addSubcommand(new ExplainCommand(out, display))
                .addSubcommand(new CompletionCommand(out))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setColorScheme(Help.defaultColorScheme(colours ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler(ErrorMessages::wrongCommandLine)
                .setExecutionExceptionHandler(ErrorMessages::failed);
        all.getSubcommands().forEach(Main::listExitCodes);
        return all;
    }

    private static void listExitCodes(String name, CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.of(name));
    }
}
