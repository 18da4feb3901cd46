package dev.lastack.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A command line, executed with captured streams. */
record CommandLineRun(int exitCode, String out, String err) {

    static CommandLineRun of(String... arguments) {
        return run(false, arguments);
    }

    static CommandLineRun onATerminal(String... arguments) {
        return run(true, arguments);
    }

    private static CommandLineRun run(boolean colours, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.commandLine(new PrintWriter(out), new PrintWriter(err, true), colours)
                .execute(arguments);
        return new CommandLineRun(exitCode, out.toString(), err.toString());
    }
}
