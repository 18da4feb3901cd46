package dev.lastack.metrics.jmx;

import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.StandardEmitterMBean;

/** The MXBean with what tools show beside names: an interface alone tells them no descriptions, and parameters are p1. */
final class DescribedConnections extends StandardEmitterMBean {

    private static final Map<String, String> DESCRIPTIONS = Map.ofEntries(
            Map.entry("Version", "LastAck's version"),
            Map.entry("Open", "Connections that are open now"),
            Map.entry("Opened", "Connections opened since LastAck watches, and those that it found open"),
            Map.entry("Closed", "Connections ended since LastAck watches"),
            Map.entry("CloseWait", "Connections in CLOSE_WAIT now: the remote has closed them, the program has not"),
            Map.entry(
                    "OldestCloseWaitSeconds", "For how long the oldest connection in CLOSE_WAIT has been there; or 0"),
            Map.entry("TimeWait", "Connections that this side closed first in the last 60 s"),
            Map.entry("UntrackedSockets", "TCP connections of the process that LastAck does not see; -1: not known"),
            Map.entry("SuppressedErrors", "Errors within LastAck that were kept from the application"),
            Map.entry("OverheadSeconds", "Processor time of LastAck's threads and hooks; negative: not known"),
            Map.entry("Findings", "What LastAck's rules say now, the most important first"),
            Map.entry("Series", "The metrics of docs/metrics.md but for the histogram: name, labels, value"),
            Map.entry("report", "The report of this moment, changing nothing"),
            Map.entry("format", "text, json, html, markdown, sarif or junit"));

    /** All but what is described is that of these connections. */
    DescribedConnections(Connections connections) {
        super(connections, ConnectionsMXBean.class, true, connections);
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return "TCP connections of this JVM, as LastAck sees them: who closes first, and who does not close";
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        return describe(info);
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        return describe(info);
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return DESCRIPTIONS.getOrDefault(getParameterName(operation, parameter, sequence), parameter.getDescription());
    }

    /** Of the only parameter that there is. */
    @Override
    protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return "format";
    }

    @Override
    protected int getImpact(MBeanOperationInfo info) {
        return MBeanOperationInfo.INFO;
    }

    private static String describe(MBeanFeatureInfo info) {
        return DESCRIPTIONS.getOrDefault(info.getName(), info.getDescription());
    }
}
