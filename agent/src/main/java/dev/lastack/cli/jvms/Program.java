package dev.lastack.cli.jvms;

import dev.lastack.attach.PerformanceData;
import dev.lastack.kernel.OthersFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What a JVM runs, and which JDK it is.
 *
 * @param javaVersion empty where not known
 */
record Program(String mainClass, String javaVersion) {

    /** Options of {@code java} whose value is an argument of its own. */
    private static final Set<String> WITH_VALUE = Set.of(
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--limit-modules",
            "--add-exports",
            "--add-opens",
            "--add-reads",
            "--patch-module",
            "--enable-native-access",
            "--source");

    private static final int BIGGEST_RELEASE = 1 << 16;

    /** From its performance data, or where it keeps none ({@code -XX:-UsePerfData}) from how it was started. */
    static Program of(ProcessFolder process, String libjvm) throws IOException {
        PerformanceData data = PerformanceData.of(process.root(), process.pidInContainer(), process.owner());
        String command = data.text("sun.rt.javaCommand");
        String version = data.text("java.property.java.version");
        return new Program(
                command.isBlank() ? mainClass(process.commandLine()) : shortName(first(command, process.commandLine())),
                version.isEmpty() ? version(process, Path.of(libjvm)) : version);
    }

    /** Words are joined by spaces there, and a jar may have some in its path: as it was given, it is one argument. */
    private static String first(String command, List<String> commandLine) {
        return commandLine.stream()
                .filter(argument -> !argument.isEmpty() && (command + " ").startsWith(argument + " "))
                .max(Comparator.comparing(String::length))
                .orElse(command.split(" ", 2)[0]);
    }

    private static String mainClass(List<String> commandLine) {
        String executable = shortName(commandLine.get(0));
        if (!executable.equals("java")) {
            return executable;
        }
        for (int i = 1; i < commandLine.size(); i++) {
            String argument = commandLine.get(i);
            boolean namesIt = Set.of("-jar", "-m", "--module").contains(argument);
            if (namesIt && i + 1 < commandLine.size()) {
                return shortName(commandLine.get(i + 1));
            }
            if (WITH_VALUE.contains(argument)) {
                i++;
            } else if (!argument.startsWith("-") && !argument.startsWith("@")) {
                return shortName(argument);
            }
        }
        return executable;
    }

    /** Of a jar or program without its folder; a class or module as it is. */
    private static String shortName(String name) {
        return name.endsWith(".jar") || name.startsWith("/") ? name.substring(name.lastIndexOf('/') + 1) : name;
    }

    /** From the file {@code release} in the folder of the JDK. */
    private static String version(ProcessFolder process, Path libjvm) {
        for (Path home = libjvm.getParent(); home != null && home.getNameCount() > 0; home = home.getParent()) {
            try {
                String release = new String(
                        OthersFile.read(process.root(), home.resolve("release"), null, BIGGEST_RELEASE),
                        StandardCharsets.UTF_8);
                return release.lines()
                        .filter(line -> line.startsWith("JAVA_VERSION="))
                        .map(line -> line.substring("JAVA_VERSION=".length()).replace("\"", ""))
                        .findFirst()
                        .orElse("");
            } catch (IOException e) {
                // Further up, or nowhere.
            }
        }
        return "";
    }
}
