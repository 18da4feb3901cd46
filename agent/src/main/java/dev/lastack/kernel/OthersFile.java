package dev.lastack.kernel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Files in places that somebody else controls, who may put anything there and exchange it at any moment. Each folder on
 * the way is opened by the descriptor of the one above, and no link is followed.
 */
public final class OthersFile {

    /** What an exchange between looking and opening can cost: the open of a FIFO has no end of its own. */
    private static final int BOUND_MILLIS = 1_000;

    private OthersFile() {}

    /**
     * The start of a regular file.
     *
     * @param root the folder below which nothing is trusted
     * @param path below it; a leading slash does not count
     * @param owner null where it may be anybody's
     * @param most bytes; a file with more is refused
     * @throws IOException where it is anything else, or cannot be read in time
     */
    public static byte[] read(Path root, Path path, @Nullable UserPrincipal owner, int most) throws IOException {
        FutureTask<byte[]> reading = new FutureTask<>(() -> readNow(root, path, owner, most));
        Thread thread = new Thread(reading, "lastack-read");
        thread.setDaemon(true);
        thread.start();
        try {
            return reading.get(BOUND_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (TimeoutException e) {
            reading.cancel(true);
            throw new IOException("no answer: " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static byte[] readNow(Path root, Path path, @Nullable UserPrincipal owner, int most) throws IOException {
        Path below = path.isAbsolute() ? Path.of("/").relativize(path) : path;
        try (SecureDirectoryStream<Path> folder = folder(root, below.getParent())) {
            Path name = below.getFileName();
            PosixFileAttributes attributes = attributes(folder, name);
            boolean right = attributes.isRegularFile()
                    && attributes.size() <= most
                    && (owner == null || owner.equals(attributes.owner()));
            if (!right) {
                throw new IOException("not the file that is expected there: " + path);
            }
            try (SeekableByteChannel in =
                    folder.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
                return read(in, most);
            }
        }
    }

    private static byte[] read(SeekableByteChannel in, int most) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        while (bytes.size() < most && in.read(buffer) >= 0) {
            bytes.write(buffer.array(), 0, Math.min(buffer.position(), most - bytes.size()));
            buffer.clear();
        }
        return bytes.toByteArray();
    }

    /**
     * A folder below the root.
     *
     * @param root may be a link, such as /proc/PID/root
     * @param below null for the root itself
     * @throws IOException also where one of the folders is a link
     */
    @SuppressWarnings("StreamResourceLeak") // the caller closes it
    public static SecureDirectoryStream<Path> folder(Path root, @Nullable Path below) throws IOException {
        SecureDirectoryStream<Path> folder = secure(Files.newDirectoryStream(root));
        if (below == null) {
            return folder;
        }
        for (Path name : below) {
            try (SecureDirectoryStream<Path> above = folder) {
                folder = above.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
            }
        }
        return folder;
    }

    /** Of the file itself, if it is a link. */
    public static PosixFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name) throws IOException {
        FileAttributeView view =
                folder.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view instanceof PosixFileAttributeView posix) {
            return posix.readAttributes();
        }
        throw new IOException("this file system tells no owners");
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new IOException("this platform opens no files by the descriptor of their folder");
    }
}
