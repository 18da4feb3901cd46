package dev.lastack.kernel;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The name that the kernel has for this host; in a container, for the container. */
public final class HostName {

    private HostName() {}

    /** Null where it cannot be told. Asks no network. */
    public static @Nullable String read(Path proc) {
        String name = new ProcTree(proc).text("sys/kernel/hostname");
        return name == null || name.isBlank() || name.strip().equals("(none)") ? null : name.strip();
    }
}
