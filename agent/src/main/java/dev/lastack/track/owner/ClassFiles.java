package dev.lastack.track.owner;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.CodeSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Class files of loaded classes, from where their loaders have them, and never from another host. Not for hooks. */
public final class ClassFiles {

    private static final Set<String> REMOTE = Set.of("http", "https", "ftp");

    private ClassFiles() {}

    /** Null where there is none to be had, as of a class that was made up at run time, and where it is not to be had soon. */
    public static byte @Nullable [] of(Class<?> type) {
        return isRemote(type) ? null : Loaders.ask(type.getClassLoader(), () -> read(type));
    }

    /** As its loader says. */
    private static boolean isRemote(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return location != null && REMOTE.contains(location.getProtocol());
    }

    private static byte @Nullable [] read(Class<?> type) throws IOException {
        String resource = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getResourceAsStream(resource)) {
            return in == null ? null : in.readAllBytes();
        }
    }
}
