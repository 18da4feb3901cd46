package dev.lastack.cli.jvms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    /** From its performance data, or where it keeps none ({@code -XX:-UsePerfData}) from how it was started. */
    static Program of(ProcessFolder process, String libjvm) throws IOException {
        Map<String, String> perfData = perfData(process);
        String command = perfData.getOrDefault("sun.rt.javaCommand", "");
        String version = perfData.getOrDefault("java.property.java.version", "");
        return new Program(
                command.isBlank() ? mainClass(process.commandLine()) : shortName(command.split(" ", 2)[0]),
                version.isEmpty() ? version(process, Path.of(libjvm)) : version);
    }

    private static Map<String, String> perfData(ProcessFolder process) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(process.asItSees("/tmp"), "hsperfdata_*")) {
            String pid = Long.toString(process.pidInContainer());
            for (Path folder : folders) {
                Path file = folder.resolve(pid);
                if (Files.isReadable(file)) {
                    return PerfData.texts(Files.readAllBytes(file));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // The command line serves as well.
        }
        return Map.of();
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
                String release = Files.readString(
                        process.asItSees(home.resolve("release").toString()), StandardCharsets.UTF_8);
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
