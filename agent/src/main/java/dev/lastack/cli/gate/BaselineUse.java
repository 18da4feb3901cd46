package dev.lastack.cli.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of accepted findings, and what is to be done with it.
 *
 * @param file null where {@link Mode#NONE}
 */
public record BaselineUse(Mode mode, @Nullable Path file) {

    /** What is to be done. */
    public enum Mode {
        /** There is no such file. */
        NONE,
        /** Judge by it. */
        READ,
        /** Make it anew of all that is found. */
        WRITE,
        /** Add what is new, drop what is not seen any more, keep the rest as a person wrote it. */
        UPDATE
    }

    public static final BaselineUse NONE = new BaselineUse(Mode.NONE, null);

    /**
     * The file as it is before the program runs.
     *
     * @throws IOException whose message is a reason that a user understands
     */
    Baseline read() throws IOException {
        Path from = file;
        if (from == null || mode == Mode.WRITE || (mode == Mode.UPDATE && Files.notExists(from))) {
            return Baseline.NONE;
        }
        try {
            return Baseline.read(from);
        } catch (IOException e) {
            throw new IOException("cannot read " + from + ": " + e.getMessage(), e);
        }
    }

    /** Whether the file is written in the end. */
    boolean isWritten() {
        return mode == Mode.WRITE || mode == Mode.UPDATE;
    }
}
