package dev.lastack.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** {@code java -jar lastack.jar}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        boolean colours = Terminal.wantsColours(System.getenv(), Terminal.target(Path.of("/proc/self/fd/1")));
        PrintWriter out = new PrintWriter(System.out, false, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        int exitCode = commandLine(out, err, colours).execute(arguments);
        out.flush();
        System.exit(exitCode);
    }

    static CommandLine commandLine(PrintWriter out, PrintWriter err, boolean colours) {
        return new CommandLine(new LastAckCommand())
                .addSubcommand(new AttachCommand(out))
                .addSubcommand(new ReportCommand(out))
                .addSubcommand(new DetachCommand(out))
                .addSubcommand(new DoctorCommand(out, colours))
                .setOut(out)
                .setErr(err)
                .setColorScheme(Help.defaultColorScheme(colours ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler(Complaints::wrongCommandLine)
                .setExecutionExceptionHandler(Complaints::failed);
    }
}
