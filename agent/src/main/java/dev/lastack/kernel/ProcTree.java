package dev.lastack.kernel;

import dev.lastack.snapshot.UnreadableFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A /proc tree, for one reading; it remembers what could not be read. One thread. */
final class ProcTree {

    /** A list of reserved ports comes in one piece, too, however long. */
    private static final int BUFFER = 65_536;

    private final Path root;
    private final List<UnreadableFile> unread = new ArrayList<>();
    private final byte[] buffer = new byte[BUFFER];

    ProcTree(Path root) {
        this.root = root;
    }

    /** Null where it cannot be read. */
    @Nullable
    String text(String file) {
        try {
            return ProcFile.text(root.resolve(file), buffer);
        } catch (NoSuchFileException e) {
            unread.add(new UnreadableFile(file, true, "no such file"));
        } catch (IOException | SecurityException e) {
            unread.add(new UnreadableFile(file, false, reason(e)));
        }
        return null;
    }

    /** Where a symbolic link leads; null where it cannot be told. */
    @Nullable
    String link(String file) {
        try {
            return Files.readSymbolicLink(root.resolve(file)).toString();
        } catch (IOException | SecurityException | UnsupportedOperationException e) {
            return null;
        }
    }

    boolean exists(String file) {
        return Files.exists(root.resolve(file));
    }

    /** Beside the tree: for /proc, a file of the root directory. */
    boolean existsBeside(String file) {
        Path folder = root.toAbsolutePath().getParent();
        return folder != null && Files.exists(folder.resolve(file));
    }

    List<UnreadableFile> unread() {
        return List.copyOf(unread);
    }

    private static String reason(Exception failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = failure instanceof FileSystemException known ? known.getReason() : failure.getMessage();
        return reason == null ? failure.getClass().getSimpleName() : reason;
    }
}
