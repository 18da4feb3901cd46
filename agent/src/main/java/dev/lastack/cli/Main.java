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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** Entry point of the command line, {@code java -jar lastack.jar}. */
public final class Main {

    /** Its script is of all commands. */
    private static final String COMPLETION = "completion";

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(StandardStream.output(), StandardStream.error(), arguments));
    }

    /** What could not be written was not done, whatever the command itself says. */
    static int run(StandardStream output, StandardStream error, String... arguments) {
        Charset charset = Charset.defaultCharset();
        PrintWriter out = new PrintWriter(new OutputStreamWriter(output, charset), false);
        PrintWriter err = new PrintWriter(new OutputStreamWriter(error, charset), true);
        int exitCode = commandLine(out, err, Terminal.display(), arguments).execute(arguments);
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

    /**
     * With the one command that the first argument names, where it names one: picocli reads a command's annotations by
     * reflection, which for all fourteen takes longer than the rest of a short command.
     */
    static CommandLine commandLine(PrintWriter out, PrintWriter err, Display display, String... arguments) {
        Map<String, Supplier<Object>> commands = commands(out, err, display);
        if (arguments.length > 0 && commands.containsKey(arguments[0]) && !arguments[0].equals(COMPLETION)) {
            commands.keySet().retainAll(Set.of(arguments[0]));
        }
        boolean colours = display.paint() != Paint.NONE;
        CommandLine all = new CommandLine(new LastAckCommand());
        commands.forEach((name, command) -> all.addSubcommand(name, command.get()));
        all.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setColorScheme(Help.defaultColorScheme(colours ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler(ErrorMessages::wrongCommandLine)
                .setExecutionExceptionHandler(ErrorMessages::failed);
        all.getSubcommands().forEach(Main::listExitCodes);
        return all;
    }

    /** In the order of the help. */
    private static Map<String, Supplier<Object>> commands(PrintWriter out, PrintWriter err, Display display) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("list", () -> new ListCommand(out, display));
        commands.put("attach", () -> new AttachCommand(out));
        commands.put("report", () -> new ReportCommand(out, err, display));
        commands.put("owners", () -> new OwnersCommand(out, err));
        commands.put("render", () -> new RenderCommand(out));
        commands.put("diff", () -> new DiffCommand(out));
        commands.put("merge", () -> new MergeCommand(out, err));
        commands.put("watch", () -> new WatchCommand(out, display));
        commands.put("detach", () -> new DetachCommand(out));
        commands.put("run", () -> new CommandLine(new RunCommand(err)).setStopAtPositional(true));
        commands.put("audit", () -> new AuditCommand(err));
        commands.put("doctor", () -> new DoctorCommand(out, display.paint() != Paint.NONE));
        commands.put("explain", () -> new ExplainCommand(out, display));
        commands.put(COMPLETION, () -> new CompletionCommand(out));
        return commands;
    }

    private static void listExitCodes(String name, CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.of(name));
    }
}
