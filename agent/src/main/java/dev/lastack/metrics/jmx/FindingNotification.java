package dev.lastack.metrics.jmx;

import javax.management.Notification;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/** How a new finding is told: in types that every management tool has. */
final class FindingNotification {

    static final String TYPE = "dev.lastack.finding";

    private static final String[] NAMES = {"rule", "severity", "title", "connections", "site"};
    private static final String[] DESCRIPTIONS = {
        "Stable id", "error, warning or info", "What was found", "How many it is about", "The line to open"
    };

    private FindingNotification() {}

    static Notification of(FindingData finding, Object source, long number) {
        Notification notification = new Notification(
                TYPE,
                source,
                number,
                finding.getSeverity() + " " + finding.getRule() + " at "
                        + (finding.getSite().isEmpty() ? "an unknown place" : finding.getSite()) + ": "
                        + finding.getTitle());
        notification.setUserData(data(finding));
        return notification;
    }

    private static CompositeDataSupport data(FindingData finding) {
        try {
            OpenType<?>[] types = {
                SimpleType.STRING, SimpleType.STRING, SimpleType.STRING, SimpleType.LONG, SimpleType.STRING
            };
            CompositeType type = new CompositeType("Finding", "A finding of LastAck's", NAMES, DESCRIPTIONS, types);
            return new CompositeDataSupport(type, NAMES, new Object[] {
                finding.getRule(),
                finding.getSeverity(),
                finding.getTitle(),
                finding.getConnections(),
                finding.getSite()
            });
        } catch (OpenDataException e) {
            throw new IllegalStateException(e); // names, types and values are those above
        }
    }
}
