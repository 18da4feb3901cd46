package dev.lastack.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host as the command line reads it, without any process to watch.
 *
 * @param kernelRelease as {@code uname -r} prints it, null where not known
 * @param unread what was looked for and not got
 */
public record HostReading(
        HostNetwork network, @Nullable String kernelRelease, NetworkPlace place, List<UnreadableFile> unread) {

    public HostReading {
        unread = List.copyOf(unread);
    }

    /** Null where the file was read. */
    public @Nullable UnreadableFile unread(String file) {
        for (UnreadableFile one : unread) {
            if (one.file().equals(file)) {
                return one;
            }
        }
        return null;
    }
}
