package dev.lastack.cli.jvms;

import dev.lastack.kernel.OthersFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.ArrayList;
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

    private static final Path TMP = Path.of("tmp");

    /** Of 32 KB, unless -XX:PerfDataMemorySize says otherwise. */
    private static final int BIGGEST_PERF_DATA = 4 << 20;

    private static final int BIGGEST_RELEASE = 1 << 16;
    private static final int MOST_USERS = 1_000;

    /** From its performance data, or where it keeps none ({@code -XX:-UsePerfData}) from how it was started. */
    static Program of(ProcessFolder process, String libjvm) throws IOException {
        Map<String, String> perfData = perfData(process);
        String command = perfData.getOrDefault("sun.rt.javaCommand", "");
        String version = perfData.getOrDefault("java.property.java.version", "");
        return new Program(
                command.isBlank() ? mainClass(process.commandLine()) : shortName(command.split(" ", 2)[0]),
                version.isEmpty() ? version(process, Path.of(libjvm)) : version);
    }

    /**
     * Whoever can write to its /tmp can put anything there under such a name: a FIFO, a link to a device, a file without
     * end. Only a regular file of the process's own user counts.
     */
    private static Map<String, String> perfData(ProcessFolder process) {
        try {
            Path name = Path.of(Long.toString(process.pidInContainer()));
            for (Path folder : perfFolders(process)) {
                try {
                    return PerfData.texts(OthersFile.read(
                            process.root(), TMP.resolve(folder).resolve(name), process.owner(), BIGGEST_PERF_DATA));
                } catch (IOException e) {
                    // another folder may have it
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // The command line serves as well.
        }
        return Map.of();
    }

    private static List<Path> perfFolders(ProcessFolder process) throws IOException {
        List<Path> folders = new ArrayList<>();
        try (SecureDirectoryStream<Path> tmp = OthersFile.folder(process.root(), TMP)) {
            for (Path entry : tmp) {
                if (entry.getFileName().toString().startsWith("hsperfdata_") && folders.size() < MOST_USERS) {
                    folders.add(entry.getFileName());
                }
            }
        }
        return folders;
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
