package dev.lastack.jfr;

import dev.lastack.found.NewFinding;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;

/** One of LastAck's findings: given out when it is new, and at the end of each chunk as it is then. */
@Name("lastack.Finding")
@Label("Finding")
@Description("What LastAck has found, as in its report")
@Category("LastAck")
@Enabled(false)
@StackTrace(false)
@Period("endChunk")
final class FindingEvent extends Event {

    @Label("Rule")
    String rule = "";

    @Label("Severity")
    @Description("error, warning or info")
    String severity = "";

    @Label("Title")
    String title = "";

    @Label("Connections")
    long connections;

    @Label("Open This")
    @Description("The line to open in an editor")
    String site = "";

    @Label("Role")
    @Description("client where this JVM connected, server where it accepted")
    String role = "";

    @Label("Peer")
    @Description("Address of the destination, or of the listener")
    String peer = "";

    @Label("Code Path")
    @Description("Id of the code path in LastAck's reports of this JVM")
    String codePath = "";

    @Label("Fix")
    String fix = "";

    @Label("New")
    @Description("Told for the first time; else it is how it stands at the end of a chunk")
    boolean newlyFound;

    static FindingEvent of(NewFinding found, boolean newlyFound) {
        FindingEvent event = new FindingEvent();
        event.rule = found.finding().rule();
        event.severity = found.severity();
        event.title = found.finding().title();
        event.connections = found.finding().connections();
        event.site = found.site();
        event.role = found.role();
        event.peer = found.peer();
        event.codePath = found.finding().codePathId();
        event.fix = found.finding().fix();
        event.newlyFound = newlyFound;
        return event;
    }
}
