package dev.lastack.launch;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;

/**
 * Whether the process has descriptors left. A JDK class whose initialiser opens a file, or loads a native library, is
 * broken for the application too, and until the JVM ends, where that fails: so LastAck looks before it is the first to
 * use one. What looks here was initialised when the JVM started, and needs nothing else.
 */
final class SpareDescriptors {

    /** To begin: the jar, two pipes, the proof of the instruments, and one for whatever is read meanwhile. */
    static final int TO_BEGIN = 16;

    /** To talk where LastAck is at work already: two pipes with both their ends, and what a report reads. */
    static final int TO_TALK = 6;

    private static final String[] CANDIDATES = {"/dev/null", "/proc/self/status", "/etc/passwd"};

    private SpareDescriptors() {}

    /** By taking as many, and giving them back. */
    static boolean areFree(int count) {
        String file = file();
        if (file == null) {
            return true; // not Linux: nothing is known
        }
        FileInputStream[] held = new FileInputStream[count];
        try {
            for (int i = 0; i < count; i++) {
                held[i] = new FileInputStream(file);
            }
            return true;
        } catch (IOException e) {
            return false;
        } finally {
            giveBack(held);
        }
    }

    /** @throws IllegalStateException where there are fewer; its message is for a person */
    static void require(int count) {
        if (!areFree(count)) {
            throw new IllegalStateException(shortOf(count));
        }
    }

    static String shortOf(int count) {
        return "the JVM has run out of file descriptors: LastAck needs " + count + " to be free";
    }

    private static @org.jspecify.annotations.Nullable String file() {
        for (String candidate : CANDIDATES) {
            if (new File(candidate).exists()) { // asks without a descriptor
                return candidate;
            }
        }
        return null;
    }

    private static void giveBack(FileInputStream[] held) {
        for (FileInputStream one : held) {
            try {
                if (one != null) {
                    one.close();
                }
            } catch (IOException e) {
                // it is closed all the same
            }
        }
    }
}
