package dev.lastack.track.owner;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Class files of loaded classes, from where their loaders have them. Not for hooks. */
public final class ClassFiles {

    private ClassFiles() {}

    /** Null where there is none to be had, as of a class that was made up at run time. */
    public static byte @Nullable [] of(Class<?> type) {
        String resource = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getResourceAsStream(resource)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException | RuntimeException | LinkageError e) {
            return null;
        }
    }
}
