package dev.lastack.analyze.culprit;

import dev.lastack.snapshot.CodePath;
import java.util.List;

/** What the first lines of a finding say: whose connections they are, and what is known where nobody is to blame. */
public final class CulpritText {

    private CulpritText() {}

    /** {@code client of 10.0.0.5:80}, {@code server on 10.0.0.5:80}. */
    public static String peer(CodePath path) {
        return (path.isClient() ? "client of " : "server on ") + path.peer();
    }

    /** Adds what stands for a culprit, where there is none, or one of last resort only. */
    public static void noCulprit(Culprit culprit, List<String> lines) {
        if (culprit.site() == null) {
            lines.add("no stack has a frame of the application"
                    + (culprit.libraryFrames().isEmpty()
                            ? ", none was captured"
                            : "; innermost frames: " + culprit.libraryFrames()));
        } else if (!culprit.libraryFrames().isEmpty()) {
            lines.add("no other stack has a frame of the application; innermost frames: " + culprit.libraryFrames());
        }
    }
}
