package dev.lastack.analyze;

import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Evidence;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Role;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import dev.lastack.snapshot.StackCount;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The frame a person should open.
 *
 * @param site null where no stack has an application frame
 * @param note what happens there
 * @param libraryFrames what there is instead where site is null, or is all that started the thread; empty where not
 *     even that is known
 */
record Culprit(@Nullable Site site, String note, String libraryFrames) {

    /** Whose run() is the outermost frame of an executor's thread. */
    private static final List<String> THREADS =
            List.of("java.lang.Thread", "java.util.concurrent.ForkJoinWorkerThread");

    /**
     * Stacks that may hold the culprit, and what happened there.
     *
     * @param lastResort it was not there that it happened
     */
    record Place(List<StackCount> stacks, String note, boolean lastResort) {

        Place(List<StackCount> stacks, String note) {
            this(stacks, note, false);
        }
    }

    /** The first place that has an application frame; one of last resort only where no other has. */
    static Culprit firstOf(Place... places) {
        Culprit culprit = firstOf(false, places);
        return culprit != null ? culprit : Objects.requireNonNullElseGet(firstOf(true, places), () -> nobody(places));
    }

    private static @Nullable Culprit firstOf(boolean lastResort, Place... places) {
        for (Place place : places) {
            Site site = place.lastResort() == lastResort ? Stacks.commonCulprit(place.stacks()) : null;
            if (site != null) {
                return new Culprit(site, place.note(), lastResort ? libraryFrames(places) : "");
            }
        }
        return null;
    }

    private static Culprit nobody(Place... places) {
        return new Culprit(null, "", libraryFrames(places));
    }

    /**
     * Of connections that were left open. Who connects, owns the connection; an acceptor owns nothing, it hands over
     * to the code that reads and writes.
     */
    static Culprit ofOwner(Group group) {
        Place off = readingSwitchedOff(group);
        Place eof = eofRead(group);
        Place lastUse = lastUsed(group);
        Place handler = handles(group);
        Place opened = opened(group.path());
        return isClient(group.path())
                ? firstOf(places(List.of(List.of(off, opened, eof, lastUse), evidence(group), List.of(handler))))
                : firstOf(places(List.of(List.of(off, eof, lastUse), evidence(group), List.of(handler, opened))));
    }

    /**
     * Of connections with data that nobody reads: whoever sent the request must read its answer, and over a connection
     * that is used again that need not be who opened it.
     */
    static Culprit ofReader(Group group) {
        Place opened = opened(group.path());
        List<Place> reads = List.of(lastRead(group), lastUsed(group));
        return isClient(group.path())
                ? firstOf(places(
                        List.of(List.of(evidence(group, Evidence.Kind.REQUEST_SENT), opened), reads, evidence(group))))
                : firstOf(places(List.of(reads, evidence(group), List.of(opened))));
    }

    private static Place[] places(List<List<Place>> lists) {
        return lists.stream().flatMap(List::stream).toArray(Place[]::new);
    }

    /** What is left where reads and writes are a library's. */
    private static List<Place> evidence(Group group) {
        return Stream.of(Evidence.Kind.values())
                .map(kind -> evidence(group, kind))
                .toList();
    }

    private static Place evidence(Group group, Evidence.Kind kind) {
        return new Place(group.stacks(connection -> connection.evidenceOf(kind)), kind.note());
    }

    /** Whoever switches reading off takes it upon himself to notice the remote's close. */
    private static Place readingSwitchedOff(Group group) {
        return new Place(group.stacks(NettyDetails::readingOff), "switches reading off here");
    }

    /** Not where something happened, but where a handler would have to. */
    private static Place handles(Group group) {
        return new Place(NettyDetails.handlerSites(group), "the pipeline's handler of what was read");
    }

    static Place opened(CodePath path) {
        List<StackCount> stack = List.of(new StackCount(path.openStack(), 1));
        if (path.openStack().ofStartedThread()) {
            return new Place(stack, "starts the thread that " + (isClient(path) ? "connects" : "accepts"), true);
        }
        return new Place(stack, isClient(path) ? connects(path) : "accepts here");
    }

    /** A stack goes on below the end of a pool's thread only where whoever submitted the task was handed over. */
    private static String connects(CodePath path) {
        for (Site frame : path.openStack().frames()) {
            if (frame.application()) {
                break;
            }
            if (frame.methodName().equals("run") && THREADS.contains(frame.className())) {
                return "submits the task that connects here";
            }
        }
        return "connects here";
    }

    static Place lastUsed(Group group) {
        return new Place(group.stacks(OpenConnection::lastUseOfApplication), "last used here");
    }

    static Place lastRead(Group group) {
        return new Place(group.stacks(OpenConnection::lastRead), "last read here");
    }

    static Place closed(List<StackCount> stacks) {
        return new Place(stacks, "closes here");
    }

    static boolean isClient(CodePath path) {
        return path.role() == Role.CLIENT;
    }

    private static Place eofRead(Group group) {
        return new Place(group.stacks(OpenConnection::eof), "reads the end of stream here");
    }

    private static String libraryFrames(Place... places) {
        for (Place place : places) {
            for (StackCount count : place.stacks()) {
                Stack stack = count.stack();
                if (!stack.isEmpty()) {
                    return Stacks.libraryFrames(stack);
                }
            }
        }
        return "";
    }
}
