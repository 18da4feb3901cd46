package dev.lastack.micrometer;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/**
 * The agent in this JVM, asked by its MXBean {@code dev.lastack:type=Connections}: in open types only, so that agent and
 * application share no class, and either can be newer. It may come and go at any time. Any thread.
 */
public final class LastAckAgent {

    private static final ObjectName NAME = name();

    /** The agent defines it into {@code java.base}, where it stays. */
    private static final String HOOKS = "java.net.LastAckHooks";

    private final MBeanServer server;

    public LastAckAgent() {
        this(ManagementFactory.getPlatformMBeanServer());
    }

    LastAckAgent(MBeanServer server) {
        this.server = server;
    }

    private static ObjectName name() {
        try {
            return new ObjectName("dev.lastack:type=Connections");
        } catch (MalformedObjectNameException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Whether it can be asked at this moment. */
    public boolean isThere() {
        return server.isRegistered(NAME);
    }

    /** What to do where it cannot be asked, in one sentence. */
    public String absence() {
        return isLoaded()
                ? "LastAck is in this JVM, but not with metrics=jmx: add it to the agent's arguments, or run"
                        + " java -jar lastack.jar attach " + pid() + " metrics=jmx"
                : "no agent: start the JVM with -javaagent:lastack.jar=metrics=jmx, or run java -jar lastack.jar"
                        + " attach "
                        + pid() + " metrics=jmx";
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    private static boolean isLoaded() {
        try {
            Class.forName(HOOKS, false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * All of this moment but the histogram; empty where there is no agent.
     *
     * @throws IllegalStateException where the agent fails, or is one that tells something else
     */
    public List<Series> series() {
        try {
            List<Series> all = new ArrayList<>();
            for (CompositeData one : (CompositeData[]) server.getAttribute(NAME, "Series")) {
                all.add(new Series(
                        (String) one.get("name"), labels((TabularData) one.get("labels")), (Double) one.get("value")));
            }
            return all;
        } catch (InstanceNotFoundException e) {
            return List.of();
        } catch (JMException | RuntimeException e) {
            throw new IllegalStateException("LastAck's MXBean does not answer: " + e, e);
        }
    }

    /** As an MXBean gives a map: a table of {@code key} and {@code value}. */
    private static Map<String, String> labels(TabularData table) {
        Map<String, String> labels = new TreeMap<>();
        for (Object row : table.values()) {
            CompositeData pair = (CompositeData) row;
            labels.put((String) pair.get("key"), (String) pair.get("value"));
        }
        return labels;
    }

    /**
     * The report of this moment.
     *
     * @param format {@code text}, {@code json}, {@code html}, {@code markdown}, {@code sarif} or {@code junit}
     * @throws NoAgentException where there is none
     * @throws IllegalArgumentException where the agent knows no such format; its message names those that it knows
     * @throws IllegalStateException where the agent fails
     */
    public String report(String format) {
        try {
            return (String) server.invoke(NAME, "report", new Object[] {format}, new String[] {String.class.getName()});
        } catch (InstanceNotFoundException e) {
            throw new NoAgentException(absence(), e);
        } catch (RuntimeMBeanException e) {
            if (e.getCause() instanceof IllegalArgumentException unknown) {
                throw new IllegalArgumentException(unknown.getMessage(), e);
            }
            throw new IllegalStateException("LastAck's MXBean does not answer: " + e.getCause(), e);
        } catch (JMException e) {
            throw new IllegalStateException("LastAck's MXBean does not answer: " + e, e);
        }
    }
}
