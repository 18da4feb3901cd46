package dev.lastack.it.harness;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Another process's management, as JConsole reaches it: by attaching, and over RMI then. */
public final class JmxClient implements AutoCloseable {

    private static final String CONNECTIONS = "dev.lastack:type=Connections";

    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private JmxClient(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
    }

    @SuppressWarnings("BanJNDI") // the address is that of a program of the test's own
    public static JmxClient of(long pid) throws IOException, AttachNotSupportedException {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try {
            return new JmxClient(JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
        } finally {
            machine.detach();
        }
    }

    private static ObjectName name() throws JMException {
        return new ObjectName(CONNECTIONS);
    }

    public boolean hasConnections() throws IOException, JMException {
        return server.isRegistered(name());
    }

    public Object attribute(String attribute) throws IOException, JMException {
        return server.getAttribute(name(), attribute);
    }

    public long number(String attribute) throws IOException, JMException {
        return (Long) attribute(attribute);
    }

    public String report(String format) throws IOException, JMException {
        return (String) server.invoke(name(), "report", new Object[] {format}, new String[] {"java.lang.String"});
    }

    /** What is told from now on. */
    public BlockingQueue<Notification> notifications() throws IOException, JMException {
        BlockingQueue<Notification> told = new LinkedBlockingQueue<>();
        server.addNotificationListener(name(), (notification, handback) -> told.add(notification), null, null);
        return told;
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
