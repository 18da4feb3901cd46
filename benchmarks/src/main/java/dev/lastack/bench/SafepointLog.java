package dev.lastack.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** For which operations this VM has stopped all of its threads, and for how long, from its own log. */
final class SafepointLog {

    private static final String PROPERTY = "bench.safepoints";

    /** JDK 17: {@code Safepoint "Name", Time since last: 1 ns, ..., Total: 1 ns}; later ones have more parts between. */
    private static final Pattern STOP = Pattern.compile("Safepoint \"(\\w+)\".*Total: +(\\d+) ns");

    private static final Pattern COLLECTOR = Pattern.compile("GC|G1|Collect");

    private final Path file = Path.of(System.getProperty(PROPERTY));
    private final int begin;

    /** Looks at what comes from now on. */
    SafepointLog() throws IOException {
        begin = lines().size();
    }

    static List<String> jvmArguments(Path file) {
        return List.of("-Xlog:safepoint:file=" + file, "-D" + PROPERTY + "=" + file);
    }

    /** Nanoseconds; 0 where there was none. */
    long longest(boolean collector) throws IOException {
        long longest = 0;
        List<String> lines = lines();
        for (String line : lines.subList(begin, lines.size())) {
            Matcher stop = STOP.matcher(line);
            if (stop.find() && COLLECTOR.matcher(stop.group(1)).find() == collector) {
                longest = Math.max(longest, Long.parseLong(stop.group(2)));
            }
        }
        return longest;
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file);
    }
}
