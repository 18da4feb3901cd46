package dev.lastack.attach;

import dev.lastack.attach.TargetException.Problem;
import dev.lastack.kernel.OthersFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The jar under a path by which the target can load it: its own, or where the target cannot see that one, a copy in the
 * target's /tmp while it loads.
 *
 * <p>Whoever owns that /tmp may exchange anything in it at any moment. So the folder is opened once, no link is
 * followed, the copy is created by the folder's descriptor and must be new, it is written by its own descriptor and
 * removed by the folder's. It stays this command's own file: nothing is given to anybody, and no mode is changed.
 */
final class JarForTarget implements Closeable {

    private static final Path TMP = Path.of("tmp");

    /** HotSpot's attach takes 1,024 bytes, and the jar is named twice. */
    private static final int LONGEST = 480;

    private final String path;
    private final @Nullable SecureDirectoryStream<Path> folder;
    private final @Nullable Path copy;
    private boolean closed;

    private JarForTarget(String path, @Nullable SecureDirectoryStream<Path> folder, @Nullable Path copy) {
        this.path = path;
        this.folder = folder;
        this.copy = copy;
    }

    static JarForTarget of(TargetProcess target) throws TargetException {
        Path own = OwnJar.path();
        if (canBeNamed(own) && target.sees(own)) {
            return new JarForTarget(own.toString(), null, null);
        }
        requireReadableByOthers(target);
        SecureDirectoryStream<Path> folder = tmp(target);
        Path copy = Path.of(CopyName.fresh());
        JarForTarget jar = new JarForTarget("/tmp/" + copy, folder, copy);
        Runtime.getRuntime().addShutdownHook(new Thread(jar::close, "lastack-tidy"));
        try {
            removeLeftovers(folder);
            write(own, folder, copy);
            return jar;
        } catch (IOException e) {
            jar.close();
            throw noTmp(target, e);
        } catch (RuntimeException | Error e) {
            jar.close();
            throw e;
        }
    }

    /** As the target sees it. */
    String path() {
        return path;
    }

    /** The JDK's loader of agents takes what follows the first equals sign for the agent's arguments. */
    private static boolean canBeNamed(Path jar) {
        return jar.toString().indexOf('=') < 0
                && jar.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= LONGEST;
    }

    private static SecureDirectoryStream<Path> tmp(TargetProcess target) throws TargetException {
        try {
            return OthersFile.folder(target.root(), TMP);
        } catch (IOException e) {
            throw noTmp(target, e);
        }
    }

    private static TargetException noTmp(TargetProcess target, IOException e) {
        String reason = e instanceof FileSystemException known && known.getReason() != null
                ? known.getReason()
                : String.valueOf(e.getMessage());
        return new TargetException(
                Problem.NOT_ATTACHABLE,
                target.pid() + " has no /tmp that this command can write to (" + reason
                        + "): mount one there, or start it with -javaagent:lastack.jar",
                e);
    }

    private static void requireReadableByOthers(TargetProcess target) throws TargetException {
        if (target.uid() != TargetProcess.ownUid() && TargetProcess.umaskHidesFromOthers()) {
            throw new TargetException(
                    Problem.NOT_ALLOWED,
                    "this command's umask keeps its files from other users, and " + target.pid()
                            + " must read a copy of the jar: run it under umask 022");
        }
    }

    private static void write(Path jar, SecureDirectoryStream<Path> folder, Path copy) throws IOException {
        try (SeekableByteChannel out = folder.newByteChannel(
                copy,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--r--r--")))) {
            ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(jar));
            while (content.hasRemaining()) {
                out.write(content);
            }
        }
    }

    /** Of commands that were killed. Whatever has such a name, and is nobody else's, is a file of ours in this folder. */
    private static void removeLeftovers(SecureDirectoryStream<Path> folder) {
        List<Path> names = new ArrayList<>();
        for (Path entry : folder) {
            names.add(entry.getFileName());
        }
        for (Path name : names) {
            CopyName known = CopyName.parse(name.toString());
            if (known == null) {
                continue;
            }
            try {
                PosixFileAttributes attributes = OthersFile.attributes(folder, name);
                if (attributes.isRegularFile()
                        && attributes.owner().equals(Files.getOwner(Path.of("/proc/self")))
                        && known.isLeftOver(attributes.lastModifiedTime())) {
                    folder.deleteFile(name);
                }
            } catch (IOException e) {
                // another command was quicker, or it is not to be removed
            }
        }
    }

    /** Any thread, any number of times. The target has opened the copy by now, or never will. */
    @Override
    public synchronized void close() {
        if (closed || folder == null || copy == null) {
            return;
        }
        closed = true;
        try (folder) {
            folder.deleteFile(copy);
        } catch (IOException e) {
            // it is gone
        }
    }
}
