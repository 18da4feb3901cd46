package dev.lastack.attach;

import dev.lastack.attach.TargetException.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How many descriptors a process has left, by /proc: before it is asked for anything. In a JVM that has none, HotSpot's
 * own attach thread ends at the first command, a search of the class path drops each jar that it cannot open, and JDK
 * classes fail to initialise; all three until the JVM ends.
 */
final class DescriptorRoom {

    /** HotSpot's socket and connection, the jar by two hands, and what the agent looks for itself, see SpareDescriptors. */
    private static final int TO_BEGIN = 22;

    /** Where the agent is at work: HotSpot's connection, the jar's manifest, two pipes with both ends, and a reserve. */
    private static final int TO_TALK = 10;

    private final Path proc;

    DescriptorRoom(Path proc) {
        this.proc = proc;
    }

    /** @param watched whether LastAck is in there */
    void require(long pid, boolean watched) throws TargetException {
        List<String> open = open();
        long needed = watched ? TO_TALK : TO_BEGIN + unopenedJars(open);
        long limit = limit();
        long free = limit - open.size();
        if (limit >= 0 && free < needed) {
            throw new TargetException(
                    Problem.NOT_ATTACHABLE,
                    pid + " has " + Math.max(0, free) + " of its " + limit
                            + " file descriptors left, and attaching needs " + needed + ": nothing was done to it");
        }
    }

    /** -1 where not known, or none. */
    private long limit() {
        try {
            for (String line : Files.readAllLines(proc.resolve("limits"), StandardCharsets.ISO_8859_1)) {
                if (line.startsWith("Max open files")) {
                    String soft =
                            line.substring("Max open files".length()).strip().split("\\s+")[0];
                    return soft.matches("\\d{1,18}") ? Long.parseLong(soft) : -1;
                }
            }
        } catch (IOException e) {
            // no /proc, or it ends
        }
        return -1;
    }

    /** Of each descriptor, what it stands for. */
    private List<String> open() {
        List<String> open = new ArrayList<>();
        try (DirectoryStream<Path> links = Files.newDirectoryStream(proc.resolve("fd"))) {
            for (Path link : links) {
                open.add(target(link));
            }
        } catch (IOException | DirectoryIteratorException e) {
            // it ends
        }
        return open;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** The JDK opens each jar of the class path on its way to the agent's, which is the last, and keeps it open. */
    private long unopenedJars(List<String> open) {
        Set<String> names = new HashSet<>();
        for (String link : open) {
            names.add(link.substring(link.lastIndexOf('/') + 1));
        }
        return new ClassPathJars(proc)
                .names().stream().filter(jar -> !names.contains(jar)).count();
    }
}
