package dev.lastack.track.owner;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.security.CodeSource;
import java.util.Objects;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the program's own code lies: in the package family of its main class (its first two segments), or in the same
 * jar or folder. Folders of classes are always home: libraries come as jars.
 */
public final class ApplicationLocation {

    /** Many projects share these two segments: the third tells them apart. */
    private static final Set<String> SHARED = Set.of(
            "com.github", "io.github", "com.gitlab", "io.gitlab", "com.googlecode", "net.sourceforge", "org.example");

    /**
     * Where tests lie: {@code target/test-classes/} (Maven), {@code build/classes/java/test/} (Gradle), {@code
     * out/test/module/} (IntelliJ), and the jar of classifier {@code tests}.
     */
    private static final Pattern TESTS = Pattern.compile("/(test-classes|test|tests)/([^/]+/)?$|-tests?\\.jar$");

    private final @Nullable String family;
    private final @Nullable URL location;

    /**
     * A location that is known already.
     *
     * @param family first two segments of a package name; null where not known or where it says nothing
     * @param location of the main class; null where not known
     */
    public ApplicationLocation(@Nullable String family, @Nullable URL location) {
        this.family = family;
        this.location = location;
    }

    static ApplicationLocation ofThisProgram() {
        return of(System.getProperty("sun.java.command", ""));
    }

    /** {@code package.Main arg}, {@code module/package.Main arg}, {@code /opt/app.jar arg}. */
    static ApplicationLocation of(String command) {
        int space = command.indexOf(' ');
        String program = space < 0 ? command : command.substring(0, space);
        if (program.endsWith(".jar")) {
            File jar = new File(program);
            return new ApplicationLocation(family(mainClass(jar)), url(jar));
        }
        String mainClass = program.substring(program.lastIndexOf('/') + 1);
        return new ApplicationLocation(family(mainClass), locationOf(mainClass));
    }

    CodeOwner belonging(String className, @Nullable Class<?> loaded) {
        if (family != null && family.equals(family(className))) {
            return CodeOwner.APPLICATION;
        }
        URL place = loaded == null ? null : locationOf(loaded);
        if (place == null) {
            return CodeOwner.UNKNOWN;
        }
        if (isFolder(place)) {
            return CodeOwner.APPLICATION;
        }
        return same(place) ? CodeOwner.SAME_JAR : CodeOwner.UNKNOWN;
    }

    /**
     * Of a class whose name is a well-known library's. In that library's own build it lies in a folder, and its tests are
     * the program (issue 18): surer than the library's main classes beside them. A folder into which a whole program
     * was unpacked tells nothing.
     */
    CodeOwner ofKnownLibrary(String className, @Nullable Class<?> loaded) {
        URL place = loaded == null ? null : locationOf(loaded);
        if (place == null || !place.getProtocol().equals("file")) {
            return CodeOwner.LIBRARY;
        }
        if (TESTS.matcher(place.getPath()).find()) {
            return CodeOwner.APPLICATION;
        }
        boolean unpacked = same(place) && !Objects.equals(family, family(className));
        return isFolder(place) && !unpacked ? CodeOwner.SAME_JAR : CodeOwner.LIBRARY;
    }

    private static boolean isFolder(URL place) {
        return place.getProtocol().equals("file") && place.getPath().endsWith("/");
    }

    /** By text: comparing URLs may ask the name service. */
    private boolean same(URL place) {
        return location != null && location.toExternalForm().equals(place.toExternalForm());
    }

    /** {@code com.acme.orders.Main} gives {@code com.acme}; a class without two segments of package gives null. */
    static @Nullable String family(@Nullable String className) {
        int end = className == null ? -1 : dot(className, dot(className, -1));
        if (className == null || end < 0) {
            return null;
        }
        String family = className.substring(0, end);
        if (!SHARED.contains(family)) {
            return family;
        }
        int third = dot(className, end);
        return third < 0 ? null : className.substring(0, third);
    }

    /** The next dot behind {@code from}; below 0 where there is none, or was none before. */
    private static int dot(String name, int from) {
        return from < -1 ? from : name.indexOf('.', from + 1) < 0 ? -2 : name.indexOf('.', from + 1);
    }

    /** Spring Boot's launcher names the program's class in Start-Class. */
    private static @Nullable String mainClass(File jar) {
        try (JarFile file = new JarFile(jar)) {
            Manifest manifest = file.getManifest();
            if (manifest == null) {
                return null;
            }
            Attributes attributes = manifest.getMainAttributes();
            String start = attributes.getValue("Start-Class");
            return start != null ? start : attributes.getValue(Attributes.Name.MAIN_CLASS);
        } catch (IOException | SecurityException e) {
            return null;
        }
    }

    private static @Nullable URL url(File jar) {
        try {
            return jar.getCanonicalFile().toURI().toURL();
        } catch (IOException | SecurityException e) {
            return null;
        }
    }

    /** By its class file: loading the class here would come before other agents are ready to transform it. */
    private static @Nullable URL locationOf(String mainClass) {
        String file = mainClass.replace('.', '/') + ".class";
        URL found = ClassLoader.getSystemResource(file);
        String text = found == null ? "" : found.toExternalForm();
        if (!text.endsWith(file)) {
            return null;
        }
        String place = text.substring(0, text.length() - file.length());
        boolean inJar = place.startsWith("jar:") && place.endsWith("!/");
        return url(inJar ? place.substring("jar:".length(), place.length() - "!/".length()) : place);
    }

    private static @Nullable URL url(String text) {
        try {
            return new URL(text);
        } catch (MalformedURLException e) {
            return null;
        }
    }

    private static @Nullable URL locationOf(Class<?> loaded) {
        try {
            CodeSource source = loaded.getProtectionDomain().getCodeSource();
            return source == null ? null : source.getLocation();
        } catch (SecurityException e) {
            return null;
        }
    }
}
