package dev.lastack.report;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file whole or not at all: a reader meets the old content or the new, never a part. */
public final class WholeFile {

    private WholeFile() {}

    /** What is to be in the file. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Replaces the file.
     *
     * @throws IOException whose message is a reason that a user understands; the file is then as it was
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        requireReplaceable(target);
        Path temporary = createBeside(target);
        try {
            fill(temporary, content);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            throw new IOException(reason(e), e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Whether the file can be written; nothing is changed.
     *
     * @throws IOException whose message says why not
     */
    public static void requireWritable(Path file) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        requireReplaceable(target);
        Files.delete(createBeside(target));
    }

    /** A rename would put a plain file in the place of a device or pipe. */
    private static void requireReplaceable(Path target) throws IOException {
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("the folder " + folder + " does not exist");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new IOException("it is not a plain file");
        }
    }

    /** Readable by its owner alone, as temporary files are where the file system knows owners. */
    private static Path createBeside(Path target) throws IOException {
        try {
            return Files.createTempFile(target.getParent(), "." + target.getFileName() + ".", ".tmp");
        } catch (FileSystemException e) {
            throw new IOException(
                    e instanceof AccessDeniedException
                            ? "no permission to write to the folder " + target.getParent()
                            : reason(e),
                    e);
        }
    }

    /** Not through a channel: an interrupted thread could not write. */
    private static void fill(Path temporary, Content content) throws IOException {
        try (OutputStream out = new BufferedOutputStream(new FileOutputStream(temporary.toFile()))) {
            content.writeTo(out);
        }
    }

    private static String reason(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e.getReason() == null ? e.toString() : e.getReason();
    }
}
