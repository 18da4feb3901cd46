package dev.lastack.cli;

import dev.lastack.cli.command.AttachCommand;
import dev.lastack.cli.command.CompletionCommand;
import dev.lastack.cli.command.DetachCommand;
import dev.lastack.cli.command.DoctorCommand;
import dev.lastack.cli.command.ExplainCommand;
import dev.lastack.cli.command.LastAckCommand;
import dev.lastack.cli.command.ListCommand;
import dev.lastack.cli.command.ReportCommand;
import dev.lastack.cli.command.RunCommand;
import dev.lastack.cli.command.WatchCommand;
import dev.lastack.cli.exit.ErrorMessages;
import dev.lastack.cli.terminal.Terminal;
import dev.lastack.text.Display;
import dev.lastack.text.Paint;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** {@code java -jar lastack.jar}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Display display = Terminal.display();
        PrintWriter out = new PrintWriter(System.out, false, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        int exitCode = commandLine(out, err, display).execute(arguments);
        out.flush();
        System.exit(exitCode);
    }

    static CommandLine commandLine(PrintWriter out, PrintWriter err, Display display) {
        boolean colours = display.paint() != Paint.NONE;
        CommandLine run = new CommandLine(new RunCommand(err)).setStopAtPositional(true);
        return new CommandLine(new LastAckCommand())
                .addSubcommand(new ListCommand(out, display))
                .addSubcommand(new AttachCommand(out))
                .addSubcommand(new ReportCommand(out))
                .addSubcommand(new WatchCommand(out, display))
                .addSubcommand(new DetachCommand(out))
                .addSubcommand(run)
                .addSubcommand(new DoctorCommand(out, colours))
                .addSubcommand(new ExplainCommand(out, display))
                .addSubcommand(new CompletionCommand(out))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setColorScheme(Help.defaultColorScheme(colours ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler(ErrorMessages::wrongCommandLine)
                .setExecutionExceptionHandler(ErrorMessages::failed);
    }
}
