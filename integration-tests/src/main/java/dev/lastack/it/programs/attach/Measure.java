package dev.lastack.it.programs.attach;

import java.io.File;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What this JVM holds, after a full collection: {@code heap classes threads descriptors loaders records}. */
final class Measure {

    private Measure() {}

    static String now() throws JMException {
        String histogram = histogram();
        return used() + " " + ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() + " "
                + count("/proc/self/task") + " " + count("/proc/self/fd") + " "
                + instances(histogram, "dev.lastack.launch.AgentLoader") + " "
                + instances(histogram, "dev.lastack.track.connection.Connection");
    }

    /** Collects first, twice: what a first collection made unreachable, such as a class loader, goes at the second. */
    private static String histogram() throws JMException {
        System.gc();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        return (String) server.invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static int count(String folder) {
        String[] entries = new File(folder).list();
        return entries == null ? -1 : entries.length;
    }

    /** Lines are {@code num: #instances #bytes class name (module)}. */
    private static long instances(String histogram, String className) {
        return histogram
                .lines()
                .map(line -> line.trim().split("\\s+"))
                .filter(words -> words.length > 3 && words[3].equals(className))
                .mapToLong(words -> Long.parseLong(words[1]))
                .sum();
    }
}
