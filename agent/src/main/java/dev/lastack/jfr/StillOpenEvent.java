package dev.lastack.jfr;

import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.OpenConnection;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.Registered;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/**
 * A connection's time in CLOSE_WAIT while it lasts, given out at the end of each chunk: of a leak there is no end. An
 * event of its own, because the recorder knows no threshold for what it asks for periodically.
 */
@Name("lastack.StillOpen")
@Label("Still Open")
@Description("The remote has closed a TCP connection, and the program has not. Its duration is the time until now")
@Period("endChunk")
@Registered(true)
final class StillOpenEvent extends ConnectionEvent {

    @Label("CLOSE_WAIT")
    @Description("From the remote's close until now")
    @Timespan(Timespan.NANOSECONDS)
    long closeWait;

    static StillOpenEvent of(CodePath path, OpenConnection open) {
        StillOpenEvent event = new StillOpenEvent();
        event.role = text(path.role());
        event.transport = path.transport().id();
        event.peer = open.remote();
        event.codePath = path.id();
        event.openSite = text(site(path.openStack()));
        event.openThread = open.thread();
        event.closeWait = open.closeWaitMillis() * 1_000_000;
        return event;
    }

    private static @Nullable Site site(Stack stack) {
        Site culprit = stack.culprit();
        return culprit != null || stack.isEmpty() ? culprit : stack.frames().get(0);
    }
}
