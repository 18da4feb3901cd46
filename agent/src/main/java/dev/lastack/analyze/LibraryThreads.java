package dev.lastack.analyze;

import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Site;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Connections that a library opens now on the thread of its caller, and now on one of its own: of the latter nobody of the
 * application is on the stack. They are the caller's where he is the only one who has that library connect to that remote.
 */
final class LibraryThreads {

    private LibraryThreads() {}

    /** @param groups the code paths of one line each, or a single one that no line is known for */
    static List<List<CodePath>> join(Collection<List<CodePath>> groups) {
        List<List<CodePath>> joined = new ArrayList<>();
        List<CodePath> ofThreads = new ArrayList<>();
        for (List<CodePath> group : groups) {
            if (isOfLibrary(group)) {
                ofThreads.add(group.get(0));
            } else {
                joined.add(new ArrayList<>(group));
            }
        }
        List<List<CodePath>> alone = new ArrayList<>();
        for (CodePath path : ofThreads) {
            List<List<CodePath>> callers = joined.stream()
                    .filter(group -> group.stream().anyMatch(caller -> isSameLibrary(caller, path)))
                    .toList();
            if (callers.size() == 1) {
                callers.get(0).add(path);
            } else {
                alone.add(List.of(path));
            }
        }
        joined.addAll(alone);
        return joined;
    }

    private static boolean isOfLibrary(List<CodePath> group) {
        CodePath first = group.get(0);
        boolean nobody =
                first.openStack().ofStartedThread() || first.openStack().culprit() == null;
        return group.size() == 1 && first.isClient() && !first.openedBeforeWatch() && nobody;
    }

    /** From the connect on outwards they are equal, up to a method of a library. */
    private static boolean isSameLibrary(CodePath caller, CodePath path) {
        if (!caller.peer().equals(path.peer()) || caller.transport() != path.transport()) {
            return false;
        }
        List<Site> callers = caller.openStack().frames();
        List<Site> frames = path.openStack().frames();
        for (int i = 0; i < Math.min(callers.size(), frames.size()); i++) {
            if (!callers.get(i).equals(frames.get(i)) || frames.get(i).application()) {
                return false;
            }
            if (isOfLibrary(frames.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfLibrary(Site frame) {
        String name = frame.className();
        return !name.startsWith("java.")
                && !name.startsWith("jdk.")
                && !name.startsWith("sun.")
                && !name.contains("netty.channel."); // below all that stands on Netty
    }
}
