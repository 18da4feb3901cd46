package dev.lastack.it.harness;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.tools.ToolProvider;

/**
 * Programs whose sources lie in {@code src/test/resources/programs}: compiled by the tests, against the very libraries
 * that they run with. So two versions of one library need no module each.
 */
public final class ProgramSources {

    /** Of the fat jar: the loader opens, and Spring scans, only those that have an entry. */
    private static final List<String> FOLDERS = List.of(
            "BOOT-INF/", "BOOT-INF/classes/", "BOOT-INF/classes/com/", "BOOT-INF/classes/com/shop/", "BOOT-INF/lib/");

    private static final Map<List<String>, Path> COMPILED = new ConcurrentHashMap<>();

    private ProgramSources() {}

    /** Folder of class files. */
    public static Path compiled(List<Path> libraries, List<String> folders) {
        return COMPILED.computeIfAbsent(folders, unseen -> compile(libraries, folders));
    }

    /** The same by the compiler of the JDK that runs the programs, for libraries of that release. */
    public static Path compiledFor(int release, List<Path> libraries, List<String> folders)
            throws IOException, InterruptedException {
        Path classes = Layout.newRunFolder("program-" + folders.get(folders.size() - 1));
        JdkTool.run("javac", arguments(release, classes, libraries, folders).toArray());
        return classes;
    }

    private static Path compile(List<Path> libraries, List<String> folders) {
        Path classes = Layout.newRunFolder("program-" + folders.get(folders.size() - 1));
        String[] arguments = arguments(17, classes, libraries, folders).toArray(String[]::new);
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments);
        if (result != 0) {
            throw new IllegalStateException("programs/" + folders + " does not compile");
        }
        return classes;
    }

    private static List<String> arguments(int release, Path classes, List<Path> libraries, List<String> folders) {
        List<String> arguments = new ArrayList<>(
                List.of("--release", Integer.toString(release), "-g", "-parameters", "-proc:none", "-nowarn"));
        arguments.addAll(List.of("-d", classes.toString(), "-cp"));
        arguments.add(libraries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        folders.forEach(folder -> arguments.addAll(sources(folder)));
        return arguments;
    }

    private static List<String> sources(String folder) {
        try (Stream<Path> files = Files.list(
                Path.of(ProgramSources.class.getResource("/programs/" + folder).toURI()))) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".java"))
                    .toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As Spring Boot's plugin makes it: a loader outside, class files and jars inside, the jars stored as they are. */
    public static Path fatJar(Path classes, List<Path> libraries, String startClass) {
        Path loader = libraries.stream()
                .filter(jar -> jar.getFileName().toString().startsWith("spring-boot-loader"))
                .findFirst()
                .orElseThrow();
        Path fat = Layout.newRunFolder("fat").resolve("shop.jar");
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, "org.springframework.boot.loader.launch.JarLauncher");
        attributes.putValue("Start-Class", startClass);
        attributes.putValue("Spring-Boot-Classes", "BOOT-INF/classes/");
        attributes.putValue("Spring-Boot-Lib", "BOOT-INF/lib/");
        try (OutputStream file = Files.newOutputStream(fat);
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            for (String folder : FOLDERS) {
                jar.putNextEntry(new JarEntry(folder));
                jar.closeEntry();
            }
            addLoader(jar, loader);
            addClasses(jar, classes);
            for (Path library : libraries) {
                if (!library.equals(loader)) {
                    store(jar, "BOOT-INF/lib/" + library.getFileName(), Files.readAllBytes(library));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fat;
    }

    private static void addLoader(JarOutputStream jar, Path loader) throws IOException {
        try (JarFile from = new JarFile(loader.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) from.stream()::iterator) {
                if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    try (InputStream in = from.getInputStream(entry)) {
                        store(jar, entry.getName(), in.readAllBytes());
                    }
                }
            }
        }
    }

    private static void addClasses(JarOutputStream jar, Path classes) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            store(jar, "BOOT-INF/classes/" + classes.relativize(file), Files.readAllBytes(file));
        }
    }

    /** Not compressed: the loader reads nested jars where they lie. */
    private static void store(JarOutputStream jar, String name, byte[] content) throws IOException {
        JarEntry entry = new JarEntry(name);
        CRC32 sum = new CRC32();
        sum.update(content);
        entry.setMethod(JarEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        jar.putNextEntry(entry);
        jar.write(content);
        jar.closeEntry();
    }
}
