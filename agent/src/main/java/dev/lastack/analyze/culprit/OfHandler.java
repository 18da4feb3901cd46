package dev.lastack.analyze.culprit;

import dev.lastack.analyze.culprit.Culprit.Place;
import dev.lastack.analyze.leak.AffectedConnections;
import dev.lastack.analyze.leak.HandlerEvidence;
import dev.lastack.analyze.stacks.Stacks;
import dev.lastack.snapshot.Evidence;
import dev.lastack.snapshot.Handled;
import dev.lastack.snapshot.Handled.Kind;
import dev.lastack.snapshot.IoEvent;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import dev.lastack.snapshot.StackCount;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The frame to open where a framework knows who serves the request: the line inside that handler at which something was
 * seen, or else where the handler begins. What was seen elsewhere, in a filter before it or a helper below it, is not
 * whose the request is.
 */
final class OfHandler {

    private OfHandler() {}

    /** Empty where no handler is known, or none of the application's. */
    static List<Place> places(AffectedConnections group) {
        Handled handled = ofApplication(group);
        if (handled == null || handled.kind() == Kind.REGISTERED) {
            return List.of();
        }
        List<Place> places = new ArrayList<>();
        places.add(inside(group, handled, OpenConnection::eof, "reads the end of stream here"));
        places.add(inside(group, handled, OpenConnection::lastUseOfApplication, "last used here"));
        places.add(inside(
                group,
                handled,
                connection -> connection.evidenceOf(Evidence.Kind.ASYNC_STARTED),
                "starts asynchronous processing here"));
        places.add(new Place(
                List.of(new StackCount(new Stack(List.of(handled.site())), group.size())),
                handled.async() ? "started async, never completed" : "handles it, and has not ended it"));
        return places;
    }

    /** Where nothing was seen to happen, the class that was registered says more than who started the server. */
    static Place registered(AffectedConnections group) {
        Handled handled = ofApplication(group);
        List<StackCount> stack = handled == null || handled.kind() != Kind.REGISTERED
                ? List.of()
                : List.of(new StackCount(new Stack(List.of(handled.site())), group.size()));
        return new Place(stack, "registered as the handler");
    }

    private static @Nullable Handled ofApplication(AffectedConnections group) {
        Handled handled = HandlerEvidence.of(group);
        return handled == null || !handled.site().application() ? null : handled;
    }

    /** The innermost frame of the handler's own class, of those stacks that go through the handler. */
    private static Place inside(
            AffectedConnections group,
            Handled handled,
            Function<OpenConnection, @Nullable IoEvent> event,
            String note) {
        List<StackCount> stacks = new ArrayList<>();
        for (StackCount count : group.stacks(event)) {
            List<Site> frames = count.stack().frames();
            if (frames.stream().anyMatch(frame -> isHandler(frame, handled))) {
                List<Site> own = frames.stream()
                        .filter(frame -> frame.application() && handled.hasInside(frame))
                        .toList();
                stacks.add(new StackCount(new Stack(own), count.count()));
            }
        }
        return new Place(Stacks.merge(stacks), note);
    }

    private static boolean isHandler(Site frame, Handled handled) {
        boolean sameMethod = frame.methodName().equals(handled.site().methodName());
        return handled.hasInside(frame) && (handled.kind() != Kind.METHOD || sameMethod);
    }

    /** {@code GET /events; started async, never completed}. */
    static Culprit withRoute(AffectedConnections group, Culprit culprit) {
        Handled handled = HandlerEvidence.of(group);
        String route = handled == null ? null : handled.route();
        if (route == null || culprit.site() == null) {
            return culprit;
        }
        return new Culprit(culprit.site(), route + "; " + culprit.note(), culprit.libraryFrames());
    }
}
