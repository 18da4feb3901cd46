package dev.lastack.track;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What is reachable in this JVM, by class.
 *
 * @param histogram as HotSpot writes it, which collects garbage first; text, so that it hardly shows in the next one
 */
record LiveObjects(String histogram) {

    /** {@code   1:   2500   320000  dev.lastack.track.Connection}, of JDK classes with their module behind. */
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

    private static final Some NONE = new Some(0, 0);

    private record Some(long count, long bytes) {

        Some and(Some others) {
            return new Some(count + others.count, bytes + others.bytes);
        }
    }

    static LiveObjects now() throws JMException {
        Object text = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return new LiveObjects(text.toString());
    }

    /** Bytes for each of so many things that are new, by the classes of which each of them has an object at least. */
    Map<String, Long> bytesOfEach(int things, LiveObjects before) {
        Map<String, Some> then = before.byClass();
        Map<String, Long> each = new TreeMap<>();
        byClass().forEach((name, now) -> {
            Some old = then.getOrDefault(name, NONE);
            if (now.count - old.count >= things) {
                each.put(name, Math.round((double) (now.bytes - old.bytes) / things));
            }
        });
        return each;
    }

    private Map<String, Some> byClass() {
        Map<String, Some> found = new TreeMap<>();
        histogram.lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
            Some some = new Some(Long.parseLong(line.group(1)), Long.parseLong(line.group(2)));
            found.merge(line.group(3), some, Some::and);
        });
        return found;
    }
}
