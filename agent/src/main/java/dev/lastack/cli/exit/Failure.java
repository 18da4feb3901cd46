package dev.lastack.cli.exit;

/** What was asked for could not be done, for a reason that is the user's to know: one line, and an exit code. */
public final class Failure extends Exception {

    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    /**
     * With the usual exit code.
     *
     * @param line without "lastack:" before it
     */
    public Failure(String line) {
        this(ExitCode.FAILED, line);
    }

    public Failure(ExitCode exitCode, String line) {
        super(line);
        this.exitCode = exitCode;
    }

    ExitCode exitCode() {
        return exitCode;
    }
}
