package dev.lastack.cli.owners;

import dev.lastack.cli.exit.Failure;
import dev.lastack.cli.terminal.Terminal;
import dev.lastack.text.Printable;
import dev.lastack.text.Words;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;

/** Nobody's JVM is stopped for a heap dump unasked. */
public final class HeapConsent {

    /** A reference takes 8 bytes in the dump and 4 in most heaps, and each object has 25 bytes before its fields. */
    private static final int DUMP_PER_HEAP = 2;

    private static final long SPARE = 16L << 20;

    private HeapConsent() {}

    /** Before anything is done. */
    public static void requirePossible(boolean yes) throws Failure {
        if (!yes && !Terminal.isInteractive()) {
            throw new Failure("a heap dump stops the JVM while it is written: say --yes, or run this on a terminal and"
                    + " be asked");
        }
    }

    /**
     * Says what will happen, and asks where that is not settled.
     *
     * @param target as a person knows it
     * @param used bytes of its heap; 0 where not known
     * @param room bytes that are free where the dump will be
     */
    public static void require(boolean yes, String target, long used, long room, PrintWriter err)
            throws Failure, IOException {
        long most = used * DUMP_PER_HEAP + SPARE;
        if (room < most) {
            throw new Failure(target + " uses " + megabytes(used) + " of heap, so a dump may take " + megabytes(most)
                    + ", and its /tmp has " + megabytes(room)
                    + " free: make room, or take a dump elsewhere and give it with --heap and --report");
        }
        err.println(Printable.of("lastack: " + target + " will stand still for a full garbage collection and while at"
                + " most " + megabytes(most) + " are written to its /tmp (" + megabytes(room)
                + " free); the file is removed at the end"));
        if (!yes) {
            err.print("lastack: go on? [y/N] ");
            err.flush();
            if (!isYes(answer())) {
                throw new Failure("not agreed to: nothing was dumped");
            }
        }
    }

    @SuppressWarnings("StreamResourceLeak") // standard input is not ours to close
    private static String answer() throws IOException {
        String line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
        return line == null ? "" : line.strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isYes(String answer) {
        return answer.equals("y") || answer.equals("yes");
    }

    private static String megabytes(long bytes) {
        return Words.count((bytes + (1 << 20) - 1) >> 20) + " MB";
    }
}
