package dev.lastack.cli.command;

import dev.lastack.cli.exit.ExitCode;
import dev.lastack.cli.exit.Failure;
import dev.lastack.cli.jvms.JvmFinder;
import dev.lastack.cli.jvms.ListedJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A process id, or as {@code jcmd} allows what the JVM runs: the main class or the jar, or a part of its name. Unlike
 * {@code jcmd}, which then asks all of them, one JVM only.
 */
final class PidOrName {

    private static final int NAMED_AT_MOST = 8;

    private PidOrName() {}

    static long pid(String text) throws Failure, IOException {
        return text.matches("-?\\d+") ? number(text) : byName(text, jvms());
    }

    private static long number(String text) throws Failure {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Failure("PID: '" + text + "' is not a number that a process can have");
        }
    }

    private static List<ListedJvm> jvms() throws IOException {
        return JvmFinder.find(Path.of("/proc"), ProcessHandle.current().pid()).jvms();
    }

    /** The whole name goes before the one without its package, and that before a part of it. */
    static long byName(String name, List<ListedJvm> jvms) throws Failure {
        List<Predicate<String>> ways = List.of(
                name::equals,
                whole -> whole.endsWith("." + name) || whole.endsWith("/" + name),
                whole -> whole.contains(name));
        for (Predicate<String> way : name.isBlank() ? List.<Predicate<String>>of() : ways) {
            List<ListedJvm> found =
                    jvms.stream().filter(jvm -> way.test(jvm.mainClass())).toList();
            if (found.size() == 1) {
                return found.get(0).pid();
            }
            if (!found.isEmpty()) {
                throw new Failure("'" + name + "' is what several JVMs run: " + named(found));
            }
        }
        throw new Failure(ExitCode.NO_SUCH_JVM, "'" + name + "' is neither a process id nor what a JVM here runs");
    }

    private static String named(List<ListedJvm> found) {
        String first = found.stream()
                .limit(NAMED_AT_MOST)
                .map(jvm -> jvm.pid() + " (" + jvm.mainClass() + ")")
                .collect(Collectors.joining(", "));
        return found.size() > NAMED_AT_MOST ? first + " and " + (found.size() - NAMED_AT_MOST) + " more" : first;
    }
}
