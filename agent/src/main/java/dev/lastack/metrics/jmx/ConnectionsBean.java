package dev.lastack.metrics.jmx;

import dev.lastack.found.NewFindings;
import dev.lastack.metrics.Exporter;
import dev.lastack.metrics.Readings;
import java.lang.management.ManagementFactory;
import java.util.function.IntSupplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** The MXBean's time in the platform's MBean server. */
public final class ConnectionsBean implements Exporter {

    private static final String NAME = "dev.lastack:type=Connections";

    private final Connections connections;
    private @Nullable ObjectName registered;

    public ConnectionsBean(Readings readings, NewFindings findings, IntSupplier limit, Connections.Reports reports) {
        this.connections = new Connections(readings, findings, limit, reports);
    }

    static ObjectName name() {
        try {
            return new ObjectName(NAME);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void start() throws JMException {
        ObjectName name = name();
        try {
            ManagementFactory.getPlatformMBeanServer().registerMBean(new DescribedConnections(connections), name);
        } catch (InstanceAlreadyExistsException e) {
            throw new IllegalStateException("another LastAck has registered " + NAME, e);
        }
        registered = name;
    }

    @Override
    public void close() {
        ObjectName name = registered;
        registered = null;
        connections.stopListening();
        if (name != null) {
            try {
                ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
            } catch (JMException e) {
                // somebody else has done so
            }
        }
    }
}
