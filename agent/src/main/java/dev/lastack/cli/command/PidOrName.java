package dev.lastack.cli.command;

import dev.lastack.cli.jvms.JvmFinder;
import dev.lastack.cli.jvms.ListedJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A process id, or as {@code jcmd} allows what the JVM runs: the main class, with or without its package, or the jar. */
final class PidOrName implements ITypeConverter<Long> {

    @Override
    public Long convert(String text) throws IOException {
        return text.matches("-?\\d+") ? number(text) : byName(text, jvms());
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a long");
        }
    }

    private static List<ListedJvm> jvms() throws IOException {
        return JvmFinder.find(Path.of("/proc"), ProcessHandle.current().pid()).jvms();
    }

    static long byName(String name, List<ListedJvm> jvms) {
        List<ListedJvm> found =
                jvms.stream().filter(jvm -> isCalled(name, jvm.mainClass())).toList();
        if (found.size() == 1) {
            return found.get(0).pid();
        }
        if (found.isEmpty()) {
            throw new TypeConversionException("'" + name + "' is neither a process id nor what a JVM here runs");
        }
        throw new TypeConversionException("'" + name + "' is what several JVMs run: "
                + found.stream().map(jvm -> Long.toString(jvm.pid())).collect(Collectors.joining(", ")));
    }

    private static boolean isCalled(String name, String mainClass) {
        return mainClass.equals(name) || mainClass.endsWith("." + name) || mainClass.endsWith("/" + name);
    }
}
