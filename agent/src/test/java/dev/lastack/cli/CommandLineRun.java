package dev.lastack.cli;

import dev.lastack.text.Display;
import java.io.PrintWriter;
import java.io.StringWriter;

/** A command line, executed with captured streams. */
public record CommandLineRun(int exitCode, String out, String err) {

    public static CommandLineRun of(String... arguments) {
        return run(Display.file(), arguments);
    }

    public static CommandLineRun onATerminal(String... arguments) {
        return run(Display.terminal(true, 80), arguments);
    }

    private static CommandLineRun run(Display display, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.commandLine(new PrintWriter(out), new PrintWriter(err, true), display, arguments)
                .execute(arguments);
        return new CommandLineRun(exitCode, out.toString(), err.toString());
    }
}
