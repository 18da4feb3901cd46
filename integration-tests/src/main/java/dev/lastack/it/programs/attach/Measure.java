package dev.lastack.it.programs.attach;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What this JVM holds, after a full collection: {@code heap classes threads descriptors loaders records}. */
final class Measure {

    private static final List<String> VM_AS_NEEDED = List.of("GC Thread", "G1 ", "C1 Compiler", "C2 Compiler");

    private Measure() {}

    static String now() throws JMException {
        String histogram = histogram();
        return used() + " " + ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() + " "
                + threads() + " " + count("/proc/self/fd") + " "
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

    /** Without those that the VM starts and ends as it needs them, whoever makes it need them. */
    private static long threads() {
        String[] tasks = new File("/proc/self/task").list();
        return tasks == null
                ? -1
                : Stream.of(tasks)
                        .map(Measure::name)
                        .filter(name -> VM_AS_NEEDED.stream().noneMatch(name::startsWith))
                        .count();
    }

    /** Empty where the thread has ended meanwhile. */
    private static String name(String task) {
        try {
            return Files.readString(Path.of("/proc/self/task", task, "comm")).strip();
        } catch (IOException e) {
            return "";
        }
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
