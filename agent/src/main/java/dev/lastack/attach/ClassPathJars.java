package dev.lastack.attach;

import dev.lastack.kernel.OthersFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;

/**
 * The jars of a JVM's class path, by how it was started. An estimate, from above or below: argument files are not read,
 * and of the manifests only that of {@code -jar}.
 */
final class ClassPathJars {

    private static final int BIGGEST_JAR = 64 << 20;

    private final Path proc;

    ClassPathJars(Path proc) {
        this.proc = proc;
    }

    /** Without their folders. */
    List<String> names() {
        List<String> jars = new ArrayList<>();
        List<String> arguments = List.of(text("cmdline").split("\0"));
        boolean given = false;
        for (int i = 1; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String next = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            if (argument.equals("-cp") || argument.equals("-classpath") || argument.equals("--class-path")) {
                entries(next, jars);
                given = true;
            } else if (argument.startsWith("--class-path=") || argument.startsWith("-Djava.class.path=")) {
                entries(argument.substring(argument.indexOf('=') + 1), jars);
                given = true;
            } else if (argument.equals("-jar")) {
                jars.add(name(next));
                ofManifest(next, jars);
                return jars;
            }
        }
        if (!given) {
            for (String variable : text("environ").split("\0")) {
                if (variable.startsWith("CLASSPATH=")) {
                    entries(variable.substring("CLASSPATH=".length()), jars);
                }
            }
        }
        return jars;
    }

    private void entries(String classPath, List<String> jars) {
        for (String entry : classPath.split(":")) {
            if (entry.endsWith("/*") || entry.equals("*")) {
                inFolder(entry.substring(0, entry.length() - 1), jars);
            } else if (entry.endsWith(".jar")) {
                jars.add(name(entry));
            }
        }
    }

    private void inFolder(String folder, List<String> jars) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(asItSees(folder), "*.{jar,JAR}")) {
            for (Path jar : found) {
                jars.add(name(jar.toString()));
            }
        } catch (IOException | DirectoryIteratorException e) {
            // not to be seen from here
        }
    }

    private void ofManifest(String jar, List<String> jars) {
        try {
            byte[] content = OthersFile.read(proc.resolve("root"), absolute(jar), null, BIGGEST_JAR);
            try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(content), false)) {
                Manifest manifest = in.getManifest();
                String classPath =
                        manifest == null ? null : manifest.getMainAttributes().getValue("Class-Path");
                for (String entry : classPath == null ? new String[0] : classPath.split(" +")) {
                    jars.add(name(entry));
                }
            }
        } catch (IOException | RuntimeException e) {
            // a link, or no jar: its entries are not counted
        }
    }

    private Path absolute(String path) throws IOException {
        return path.startsWith("/")
                ? Path.of(path)
                : Files.readSymbolicLink(proc.resolve("cwd")).resolve(path);
    }

    private Path asItSees(String path) throws IOException {
        return proc.resolve("root").resolve(Path.of("/").relativize(absolute(path)));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private String text(String file) {
        try {
            return new String(Files.readAllBytes(proc.resolve(file)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
