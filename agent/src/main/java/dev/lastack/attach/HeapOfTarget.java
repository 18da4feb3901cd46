package dev.lastack.attach;

import dev.lastack.attach.TargetException.Problem;
import dev.lastack.kernel.OthersFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A dump of the target's live objects, by way of a file in its /tmp.
 *
 * <p>A heap has everything in it, passwords too. The JVM creates the file itself, under a name that nobody can guess,
 * readable for its own user only (HotSpot: {@code O_CREAT|O_EXCL}, mode 0600), so a link or a file that waits there makes
 * it fail. Whoever owns that /tmp may exchange it afterwards: it is opened by the folder's descriptor, no link is
 * followed, and it must be a regular file of the target's user. Then its name is removed, before a byte of it is read, so
 * that it is gone however this command ends.
 */
final class HeapOfTarget implements Closeable {

    private static final Path TMP = Path.of("tmp");
    private static final int NAME_BYTES = 16;

    /** HotSpot 17 to 26, when the file is whole. */
    private static final String WRITTEN = "Heap dump file created";

    /** 60 GB at 100 MB a second. */
    private static final int DUMP_MILLIS = 600_000;

    private static final int OPEN_MILLIS = 10_000;
    private static final int LATE_MILLIS = 5_000;

    private static final String ENDING = "this command is ending";

    private final TargetProcess target;
    private final SecureDirectoryStream<Path> folder;
    private final Path name = Path.of(".lastack-" + random() + ".hprof");

    // guarded by this
    private boolean mayWrite;
    private boolean closed;

    private HeapOfTarget(TargetProcess target, SecureDirectoryStream<Path> folder) {
        this.target = target;
        this.folder = folder;
    }

    /** Not by a FileStore, which looks for the mount in a table that is not the target's. */
    static long room(TargetProcess target) {
        return target.root().resolve(TMP).toFile().getUsableSpace();
    }

    static FileChannel dump(TargetProcess target) throws TargetException {
        HeapOfTarget heap = of(target);
        Thread tidy = new Thread(heap::close, "lastack-tidy");
        Runtime.getRuntime().addShutdownHook(tidy);
        try (heap) {
            return heap.written();
        } catch (IOException e) {
            throw target.isAlive()
                    ? new TargetException(
                            Problem.NOT_ALLOWED, "cannot read the heap dump of " + target.pid() + ": " + e, e)
                    : new TargetException(Problem.GONE, target.pid() + " ended meanwhile", e);
        }
    }

    static HeapOfTarget of(TargetProcess target) throws TargetException {
        try {
            return new HeapOfTarget(target, OthersFile.folder(target.root(), TMP));
        } catch (IOException e) {
            throw noTmp(target, e);
        }
    }

    private static TargetException noTmp(TargetProcess target, IOException e) {
        return new TargetException(
                Problem.NOT_ATTACHABLE, target.pid() + " has no /tmp that can be looked into: " + e.getMessage(), e);
    }

    /** Open, and without a name once this is closed. */
    FileChannel written() throws TargetException, IOException {
        HotSpotSocket socket = new HotSpotSocket(target);
        List<String> answer = Bounded.within(DUMP_MILLIS, target, "write its heap", () -> answer(socket));
        if (answer.stream().noneMatch(line -> line.startsWith(WRITTEN))) { // no room, a limit, a name that is taken
            throw new TargetException(
                    Problem.NOT_ATTACHABLE, target.pid() + " did not write its heap: " + reason(answer));
        }
        try {
            return opened();
        } catch (ClosedDirectoryStreamException e) {
            throw new IOException(ENDING, e);
        }
    }

    private FileChannel opened() throws TargetException, IOException {
        PosixFileAttributes attributes = OthersFile.attributes(folder, name);
        if (!attributes.isRegularFile() || !attributes.owner().equals(target.owner())) {
            throw new IOException("another file is in its place");
        }
        SeekableByteChannel file = Bounded.within(
                OPEN_MILLIS,
                target,
                "leave its heap dump alone", // a FIFO in its place would not open
                () -> folder.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
        if (file instanceof FileChannel channel) {
            return channel;
        }
        file.close();
        throw new IOException("this file system has no files that can be mapped");
    }

    /** When this is over, in whatever way, the JVM writes no more. */
    private List<String> answer(HotSpotSocket socket) throws TargetException, IOException {
        mayWrite(true);
        try {
            return socket.dumpLiveObjects("/tmp/" + name);
        } finally {
            mayWrite(false);
        }
    }

    private synchronized void mayWrite(boolean now) throws IOException {
        if (now && closed) {
            throw new IOException(ENDING);
        }
        mayWrite = now;
        notifyAll();
    }

    /** Without the protocol's number, and what it says before it has tried. */
    static String reason(List<String> answer) {
        String reason = answer.stream()
                .filter(line -> !line.isBlank() && !line.matches("-?\\d+") && !line.startsWith("Dumping heap to "))
                .collect(Collectors.joining(" "));
        return reason.isEmpty() ? "no answer" : reason;
    }

    private static String random() {
        byte[] random = new byte[NAME_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /**
     * Any thread, any number of times.
     *
     * <p>A JVM that was asked and has not begun cannot be told to leave it: it gets an empty file in its way, which it
     * does not write to, and which goes when it has answered. If it does not answer soon, that empty file stays.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (folder) {
            boolean begun = removed() || !mayWrite || !blocked();
            if (begun) {
                removeSegments();
            }
            if (mayWrite) {
                awaitAnswer();
                removeSegments();
                if (!mayWrite) {
                    removed();
                }
            }
        } catch (IOException e) {
            // what is not there needs no removing
        }
    }

    /** Since JDK 21 the heap is written to {@code NAME.p0} and so on, and joined in the end. */
    private void removeSegments() throws IOException {
        List<Path> segments = new ArrayList<>();
        try (SecureDirectoryStream<Path> entries = folder.newDirectoryStream(Path.of("."))) {
            for (Path entry : entries) {
                if (entry.getFileName().toString().startsWith(name + ".p")) {
                    segments.add(entry.getFileName());
                }
            }
        }
        for (Path segment : segments) {
            folder.deleteFile(segment);
        }
    }

    private boolean removed() throws IOException {
        try {
            folder.deleteFile(name);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** False where the JVM was quicker, whose file is removed then: it goes on writing to what has no name. */
    private boolean blocked() throws IOException {
        try {
            folder.newByteChannel(
                            name,
                            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                    .close();
            return true;
        } catch (FileAlreadyExistsException e) {
            removed();
            return false;
        }
    }

    private synchronized void awaitAnswer() {
        long until = System.nanoTime() + LATE_MILLIS * 1_000_000L;
        try {
            for (long left = LATE_MILLIS; mayWrite && left > 0; left = (until - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
