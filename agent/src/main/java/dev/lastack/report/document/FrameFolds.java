package dev.lastack.report.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Leaves the program's own frames of a stack, and says of the others how many there are between them. */
public final class FrameFolds {

    /** Leaves all frames. */
    public static final FrameFolds NONE = new FrameFolds(Set.of());

    private final Set<String> application;

    private FrameFolds(Set<String> application) {
        this.application = application;
    }

    /**
     * For a program with these classes of its own.
     *
     * @param application names of classes; none: nothing is folded
     */
    public static FrameFolds of(Set<String> application) {
        return new FrameFolds(application);
    }

    /** All of them where none is the program's own: then these are what there is to read. */
    public List<String> fold(List<String> frames) {
        if (frames.stream().noneMatch(this::isApplication)) {
            return frames;
        }
        List<String> folded = new ArrayList<>();
        int passed = 0;
        for (String frame : frames) {
            if (isApplication(frame)) {
                addCount(passed, folded);
                passed = 0;
                folded.add(frame);
            } else {
                passed++;
            }
        }
        addCount(passed, folded);
        return folded;
    }

    private static void addCount(int passed, List<String> folded) {
        if (passed > 0) {
            folded.add("(" + passed + (passed == 1 ? " frame" : " frames") + " of the JDK or a library)");
        }
    }

    private boolean isApplication(String frame) {
        int file = frame.indexOf('(');
        int method = file < 0 ? -1 : frame.lastIndexOf('.', file);
        return method >= 0 && application.contains(frame.substring(0, method));
    }
}
