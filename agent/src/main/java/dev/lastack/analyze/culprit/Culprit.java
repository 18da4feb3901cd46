package dev.lastack.analyze.culprit;

import dev.lastack.analyze.leak.AffectedConnections;
import dev.lastack.analyze.leak.NettyDetails;
import dev.lastack.analyze.stacks.Stacks;
import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Evidence;
import dev.lastack.snapshot.IoEvent;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import dev.lastack.snapshot.StackCount;
import java.util.ArrayList;
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
public record Culprit(@Nullable Site site, String note, String libraryFrames) {

    /** For one snapshot, as {@code track.thread.ReaderStacks} has it. */
    private static final int THREADS_LOOKED_AT = 64;

    /**
     * Stacks that may hold the culprit, and what happened there.
     *
     * @param lastResort it was not there that it happened
     */
    public record Place(List<StackCount> stacks, String note, boolean lastResort) {

        public Place(List<StackCount> stacks, String note) {
            this(stacks, note, false);
        }
    }

    /** The first place that has an application frame; one of last resort only where no other has. */
    public static Culprit firstOf(Place... places) {
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
    public static Culprit ofOwner(AffectedConnections group) {
        Place off = readingSwitchedOff(group);
        Place eof = eofRead(group);
        Place lastUse = lastUsed(group);
        Place handler = handles(group);
        Place opened = opened(group.path());
        if (!group.path().isClient()) {
            return OfHandler.withRoute(
                    group,
                    firstOf(places(List.of(
                            List.of(off, stuck(group)),
                            OfHandler.places(group),
                            List.of(eof, lastUse),
                            evidence(group),
                            List.of(OfHandler.registered(group), handler, opened)))));
        }
        return isLastUsers(group)
                ? firstOf(places(List.of(
                        List.of(
                                stuckInOpener(group),
                                borrowed(group),
                                off,
                                eof,
                                evidence(group, Evidence.Kind.REQUEST_SENT),
                                lastUse),
                        evidence(group),
                        List.of(opened, handler))))
                : firstOf(places(List.of(
                        List.of(off, stuckInOpener(group), opened, eof, lastUse), evidence(group), List.of(handler))));
    }

    /** Where most of the threads stand beats what they used last; of very many threads not all are looked at. */
    private static Place stuck(AffectedConnections group) {
        Evidence.Kind kind = evidence(group, Evidence.Kind.READER_NOW).stacks().isEmpty()
                ? Evidence.Kind.LOOP_NOW
                : Evidence.Kind.READER_NOW;
        return stuck(group, group.stacks(Culprit::threadNow), kind);
    }

    private static @Nullable IoEvent threadNow(OpenConnection connection) {
        IoEvent reader = connection.evidenceOf(Evidence.Kind.READER_NOW);
        return reader == null ? connection.evidenceOf(Evidence.Kind.LOOP_NOW) : reader;
    }

    /** A client's thread goes on when it has left a connection behind: it is stuck with it only inside what opened it. */
    private static Place stuckInOpener(AffectedConnections group) {
        Site opener = group.path().openStack().culprit();
        List<StackCount> stacks = group.stacks(connection -> connection.evidenceOf(Evidence.Kind.READER_NOW)).stream()
                .filter(count -> opener != null && hasMethodOf(opener, count.stack()))
                .toList();
        return stuck(group, stacks, Evidence.Kind.READER_NOW);
    }

    private static boolean hasMethodOf(Site opener, Stack stack) {
        return stack.frames().stream()
                .anyMatch(frame -> frame.className().equals(opener.className())
                        && frame.methodName().equals(opener.methodName()));
    }

    private static Place stuck(AffectedConnections group, List<StackCount> stacks, Evidence.Kind kind) {
        long threads = stacks.stream().mapToLong(StackCount::count).sum();
        boolean most = 2 * threads > Math.min(group.size(), THREADS_LOOKED_AT);
        return new Place(most ? stacks : List.of(), kind.note());
    }

    /** Lent out by a pool, or used again by another after a rest: who opened it, for himself or for the pool, is done with it. */
    private static boolean isLastUsers(AffectedConnections group) {
        long later = group.count(connection -> connection.reusedByAnother() || connection.isLentOut());
        return 2 * later > group.size();
    }

    /** As the pool itself recorded it. */
    private static Place borrowed(AffectedConnections group) {
        List<StackCount> stacks = new ArrayList<>();
        for (OpenConnection connection : group.connections()) {
            if (connection.pool() != null && connection.pool().borrowed()) {
                stacks.add(new StackCount(connection.pool().borrowedBy(), 1));
            }
        }
        return new Place(Stacks.merge(stacks), "borrows it here");
    }

    /**
     * Of connections with data that nobody reads: whoever sent the request must read its answer, and over a connection
     * that is used again that need not be who opened it.
     */
    public static Culprit ofReader(AffectedConnections group) {
        Place opened = opened(group.path());
        List<Place> reads = List.of(lastRead(group), lastUsed(group));
        return group.path().isClient()
                ? firstOf(places(
                        List.of(List.of(evidence(group, Evidence.Kind.REQUEST_SENT), opened), reads, evidence(group))))
                : OfHandler.withRoute(
                        group,
                        firstOf(places(List.of(
                                OfHandler.places(group),
                                reads,
                                evidence(group),
                                List.of(OfHandler.registered(group), opened)))));
    }

    private static Place[] places(List<List<Place>> lists) {
        return lists.stream().flatMap(List::stream).toArray(Place[]::new);
    }

    /** What is left where reads and writes are a library's. */
    private static List<Place> evidence(AffectedConnections group) {
        return Stream.of(Evidence.Kind.values())
                .map(kind -> evidence(group, kind))
                .toList();
    }

    private static Place evidence(AffectedConnections group, Evidence.Kind kind) {
        return new Place(group.stacks(connection -> connection.evidenceOf(kind)), kind.note());
    }

    /** Whoever switches reading off takes it upon himself to notice the remote's close. */
    private static Place readingSwitchedOff(AffectedConnections group) {
        return new Place(group.stacks(NettyDetails::readingOff), "switches reading off here");
    }

    /** Not where something happened, but where a handler would have to. */
    private static Place handles(AffectedConnections group) {
        return new Place(NettyDetails.handlerSites(group), "the pipeline's handler of what was read");
    }

    public static Place opened(CodePath path) {
        List<StackCount> stack = List.of(new StackCount(path.openStack(), 1));
        if (path.openStack().ofStartedThread()) {
            return new Place(stack, "starts the thread that " + (path.isClient() ? "connects" : "accepts"), true);
        }
        if (!path.isClient()) {
            return new Place(stack, "accepts here");
        }
        // below the end of a pool's thread a stack goes on only where whoever submitted the task was handed over
        return new Place(
                stack, path.openStack().onLibrarysThread() ? "submits the task that connects here" : "connects here");
    }

    static Place lastUsed(AffectedConnections group) {
        return new Place(group.stacks(OpenConnection::lastUseOfApplication), "last used here");
    }

    static Place lastRead(AffectedConnections group) {
        return new Place(group.stacks(OpenConnection::lastRead), "last read here");
    }

    public static Place closed(List<StackCount> stacks) {
        return new Place(stacks, "closes here");
    }

    private static Place eofRead(AffectedConnections group) {
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
