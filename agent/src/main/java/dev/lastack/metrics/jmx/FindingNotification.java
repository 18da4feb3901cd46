package dev.lastack.metrics.jmx;

import dev.lastack.found.NewFinding;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/** How a new finding is told: in types that every management tool has. */
final class FindingNotification {

    static final String TYPE = "dev.lastack.finding";

    private static final String[] NAMES = {"rule", "severity", "title", "connections", "site", "role"};
    private static final String[] DESCRIPTIONS = {
        "Stable id",
        "error, warning or info",
        "What was found",
        "How many it is about",
        "The line to open",
        "client or server; empty where it is about no connections"
    };

    private FindingNotification() {}

    static Notification of(NewFinding found, ObjectName source, long number) {
        Notification notification = new Notification(
                TYPE,
                source,
                number,
                found.severity() + " " + found.finding().rule() + " at "
                        + (found.site().isEmpty() ? "an unknown place" : found.site()) + ": "
                        + found.finding().title());
        notification.setUserData(data(found));
        return notification;
    }

    private static CompositeDataSupport data(NewFinding found) {
        try {
            OpenType<?>[] types = {
                SimpleType.STRING,
                SimpleType.STRING,
                SimpleType.STRING,
                SimpleType.LONG,
                SimpleType.STRING,
                SimpleType.STRING
            };
            CompositeType type = new CompositeType("Finding", "A finding of LastAck's", NAMES, DESCRIPTIONS, types);
            return new CompositeDataSupport(type, NAMES, new Object[] {
                found.finding().rule(),
                found.severity(),
                found.finding().title(),
                found.finding().connections(),
                found.site(),
                found.role()
            });
        } catch (OpenDataException e) {
            throw new IllegalStateException(e); // names, types and values are those above
        }
    }
}
