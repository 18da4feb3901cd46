package dev.lastack.report;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file whole or not at all: a reader meets the old content or the new, never a part.
 *
 * <p>A new file has the mode that the umask gives it; an existing one keeps mode, owner and group. Where those cannot be
 * kept by a replacement (a file of another user's that this one may write, or in a folder that it may not), the content
 * is written into the file as it is. Devices and named pipes are written directly. See docs/configuration.md.
 */
public final class WholeFile {

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private WholeFile() {}

    /** What is to be in the file. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Replaces the file, or writes to the device.
     *
     * @throws IOException whose message is a reason that a user understands; a regular file is then as it was, unless
     *     it had to be written in place
     */
    public static void write(Path file, Content content) throws IOException {
        try {
            FileDescriptor descriptor = ownDescriptor(file);
            if (descriptor != null) {
                writeAndLeaveOpen(new FileOutputStream(descriptor), content);
                return;
            }
            ReportPath target = ReportPath.of(file);
            switch (target.kind()) {
                case NEW -> replace(target.path(), content, null);
                case REGULAR -> overwrite(target.path(), content);
                case DEVICE -> into(target.path(), content, target.options(StandardOpenOption.APPEND));
            }
        } catch (FileSystemException e) {
            throw new IOException(reason(e), e);
        }
    }

    /**
     * Whether the file can be written; nothing is changed, and no pipe or device is opened.
     *
     * @throws IOException whose message says why not
     */
    public static void requireWritable(Path file) throws IOException {
        if (ownDescriptor(file) != null) {
            return;
        }
        try {
            ReportPath target = ReportPath.of(file);
            if (target.kind() != ReportPath.Kind.NEW) {
                requirePermission(target.path());
            } else {
                Files.delete(createBeside(target.path()));
            }
        } catch (FileSystemException e) {
            throw new IOException(reason(e), e);
        }
    }

    /** Opening /dev/stdout anew would write over what a redirected output has so far, and fails for a socket. */
    private static @Nullable FileDescriptor ownDescriptor(Path file) {
        return switch (file.toString()) {
            case "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1" -> FileDescriptor.out;
            case "/dev/stderr", "/dev/fd/2", "/proc/self/fd/2" -> FileDescriptor.err;
            default -> null;
        };
    }

    private static void requirePermission(Path target) throws IOException {
        if (!Files.isWritable(target)) {
            throw new IOException("permission denied");
        }
    }

    private static void overwrite(Path target, Content content) throws IOException {
        requirePermission(target);
        if (!isReplaceable(target) || !replace(target, content, FileIdentity.of(target))) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream(); // a report that fails must not cost the old one
            content.writeTo(whole);
            into(target, whole::writeTo, StandardOpenOption.TRUNCATE_EXISTING, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static boolean isReplaceable(Path target) {
        Path folder = target.getParent();
        return folder != null && Files.isWritable(folder);
    }

    /** False where the old file's mode, owner and group cannot be given to the new one; then nothing has happened. */
    private static boolean replace(Path target, Content content, @Nullable FileIdentity old) throws IOException {
        Path temporary = old == null ? createBeside(target) : createBeside(target, PRIVATE);
        try {
            if (old != null && !old.giveTo(temporary)) {
                return false;
            }
            into(temporary, content, StandardOpenOption.TRUNCATE_EXISTING, LinkOption.NOFOLLOW_LINKS);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** A name of its own, however long the file's is. */
    private static Path createBeside(Path target, FileAttribute<?>... attributes) throws IOException {
        Path folder = Objects.requireNonNull(target.getParent()); // ReportPath has seen it
        while (true) {
            Path temporary = folder.resolve(
                    ".lastack-" + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".tmp");
            try {
                return Files.createFile(temporary, attributes);
            } catch (FileAlreadyExistsException e) {
                // the next name
            } catch (AccessDeniedException e) {
                throw new IOException("no permission to write to the folder " + folder, e);
            } catch (UnsupportedOperationException e) {
                return Files.createFile(temporary); // no POSIX modes here
            }
        }
    }

    /** Through a channel, which does not follow a link; an interrupt, which would close it, waits. */
    private static void into(Path file, Content content, OpenOption... options) throws IOException {
        OpenOption[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = StandardOpenOption.WRITE;
        boolean interrupted = Thread.interrupted();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, all))) {
            content.writeTo(out);
        } catch (ClosedByInterruptException e) {
            throw new IOException("the thread that writes was interrupted", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void writeAndLeaveOpen(OutputStream descriptor, Content content) throws IOException {
        BufferedOutputStream out = new BufferedOutputStream(descriptor);
        content.writeTo(out);
        out.flush();
    }

    private static String reason(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "it does not exist any more";
        }
        return e.getReason() == null ? e.toString() : e.getReason();
    }
}
