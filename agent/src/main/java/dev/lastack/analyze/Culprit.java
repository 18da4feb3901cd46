package dev.lastack.analyze;

import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Role;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import dev.lastack.snapshot.StackCount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The frame a person should open.
 *
 * @param site null where no stack has an application frame
 * @param note what happens there
 * @param libraryFrames what there is instead where site is null; empty where not even that is known
 */
record Culprit(@Nullable Site site, String note, String libraryFrames) {

    /** Stacks that may hold the culprit, and what happened there. */
    record Place(List<StackCount> stacks, String note) {}

    /** The first place that has an application frame. */
    static Culprit firstOf(Place... places) {
        for (Place place : places) {
            Site site = Stacks.commonCulprit(place.stacks());
            if (site != null) {
                return new Culprit(site, place.note(), "");
            }
        }
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
                ? firstOf(off, opened, eof, lastUse, handler)
                : firstOf(off, eof, lastUse, handler, opened);
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
        return new Place(
                List.of(new StackCount(path.openStack(), 1)), isClient(path) ? "connects here" : "accepts here");
    }

    static Place lastUsed(Group group) {
        return new Place(group.stacks(OpenConnection::lastUse), "last used here");
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
