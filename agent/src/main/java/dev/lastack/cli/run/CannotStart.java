package dev.lastack.cli.run;

import java.io.IOException;
import java.util.regex.Pattern;

/** Thrown where a command cannot be started on this system. The message is one line for a person. */
public final class CannotStart extends IOException {

    private static final long serialVersionUID = 1;

    private static final Pattern ENOENT = Pattern.compile("error(=|: )2\\b");

    private final boolean missing;

    CannotStart(String command, IOException cause) {
        super(reason(command, cause), cause);
        this.missing = isMissing(cause);
    }

    public boolean isMissing() {
        return missing;
    }

    private static String reason(String command, IOException cause) {
        return isMissing(cause) ? "no such command: " + command : "cannot run " + command + ": " + cause.getMessage();
    }

    /** ENOENT: "error=2, No such file or directory", and since JDK 25 "error: 2 (No such file or directory)". */
    private static boolean isMissing(IOException cause) {
        return ENOENT.matcher(String.valueOf(cause.getMessage())).find();
    }
}
