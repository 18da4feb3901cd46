package dev.lastack.jfr;

import dev.lastack.snapshot.EndedConnection;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A connection's life, from its open until its descriptor was given back. */
@Name("lastack.ConnectionEnd")
@Label("Connection End")
@Description(
        "A TCP connection has ended: who closed first, and how long it was left in CLOSE_WAIT. Its duration is the connection's life")
@Registered(true)
final class ConnectionEndEvent extends ConnectionEvent {

    @Label("First Closer")
    @Description("LOCAL, REMOTE, SIMULTANEOUS, RESET_BY_REMOTE, RESET_BY_LOCAL or UNKNOWN")
    String firstCloser = "";

    @Label("CLOSE_WAIT")
    @Description(
            "From the remote's close until the program's; 0 where the remote did not close first, or was met at the close only")
    @Timespan(Timespan.NANOSECONDS)
    long closeWait;

    @Label("Lifetime")
    @Description(
            "From open until the descriptor was given back; of a connection from before LastAck, since it was found")
    @Timespan(Timespan.NANOSECONDS)
    long lifetime;

    @Label("Opened Before Watch")
    boolean openedBeforeWatch;

    @Label("Closed By Garbage Collector")
    @Description("The program never closed it")
    boolean reclaimed;

    @Label("TIME_WAIT Left")
    @Description("It has left a TIME_WAIT entry on this host")
    boolean timeWait;

    @Label("Closed At")
    @Description("The line that closed it; none where LastAck's sampling left it out")
    @Nullable
    String closeSite;

    @Label("Closed By Thread")
    @Nullable
    String closeThread;

    static ConnectionEndEvent of(EndedConnection ended) {
        ConnectionEndEvent event = new ConnectionEndEvent();
        event.role = text(ended.role());
        event.transport = ended.transport().id();
        event.peer = ended.remote();
        event.codePath = ended.codePath();
        event.openSite = text(ended.openSite());
        event.openThread = ended.openThread();
        event.firstCloser = ended.firstCloser().name();
        event.closeWait = ended.closeWaitNanos();
        event.lifetime = Math.max(0, ended.releasedNanos() - ended.openedNanos());
        event.openedBeforeWatch = ended.openedBeforeWatch();
        event.reclaimed = ended.reclaimed();
        event.timeWait = ended.timeWait();
        event.closeSite = text(ended.closeSite());
        event.closeThread = ended.closeThread();
        return event;
    }
}
