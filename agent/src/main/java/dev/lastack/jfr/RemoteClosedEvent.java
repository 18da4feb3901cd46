package dev.lastack.jfr;

import dev.lastack.snapshot.EndedConnection;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A connection's time in CLOSE_WAIT, given out at its end. */
@Name("lastack.RemoteClosed")
@Label("Remote Closed")
@Description("The remote has closed a TCP connection. Its duration is the time until the program closed it, too")
@Registered(true)
final class RemoteClosedEvent extends ConnectionEvent {

    @Label("CLOSE_WAIT")
    @Description("From the remote's close until the program's")
    @Timespan(Timespan.NANOSECONDS)
    long closeWait;

    @Label("Closed At")
    @Description("The line that closed it; none where LastAck's sampling left it out")
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
}
