package dev.lastack.jfr;

import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.EndedConnection;
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

/** A connection's time in CLOSE_WAIT: given out at its end, and, while it lasts, at the end of each chunk. */
@Name("lastack.RemoteClosed")
@Label("Remote Closed")
@Description(
        "The remote has closed a TCP connection. Its duration is the time until the program closes, too, or until now")
@Period("endChunk")
@Registered(true)
final class RemoteClosedEvent extends ConnectionEvent {

    @Label("CLOSE_WAIT")
    @Description("From the remote's close until the program's, or until now")
    @Timespan(Timespan.NANOSECONDS)
    long closeWait;

    @Label("Still Open")
    @Description("The program has not closed it yet")
    boolean stillOpen;

    @Label("Closed At")
    @Description("The line that closed it; none where it is open, or where LastAck's sampling left it out")
    @Nullable
    String closeSite;

    static RemoteClosedEvent of(EndedConnection ended) {
        RemoteClosedEvent event = new RemoteClosedEvent();
        event.role = text(ended.role());
        event.transport = ended.transport().id();
        event.peer = ended.remote();
        event.codePath = ended.codePath();
        event.openSite = text(ended.openSite());
        event.openThread = ended.openThread();
        event.closeWait = ended.closeWaitNanos();
        event.closeSite = text(ended.closeSite());
        return event;
    }

    static RemoteClosedEvent of(CodePath path, OpenConnection open) {
        RemoteClosedEvent event = new RemoteClosedEvent();
        event.role = text(path.role());
        event.transport = path.transport().id();
        event.peer = open.remote();
        event.codePath = path.id();
        event.openSite = text(site(path.openStack()));
        event.openThread = open.thread();
        event.closeWait = open.closeWaitMillis() * 1_000_000;
        event.stillOpen = true;
        return event;
    }

    private static @Nullable Site site(Stack stack) {
        Site culprit = stack.culprit();
        return culprit != null || stack.isEmpty() ? culprit : stack.frames().get(0);
    }
}
