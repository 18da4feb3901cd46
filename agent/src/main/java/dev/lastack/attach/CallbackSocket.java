package dev.lastack.attach;

import dev.lastack.attach.TargetException.Problem;
import dev.lastack.attach.protocol.CallbackAddress;
import dev.lastack.attach.protocol.FramedChannel;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Where the agent finds the command line: a Unix-domain socket in a folder that only the target's user can enter, in
 * the target's own /tmp, which HotSpot's attach needs too. All is removed when the command ends.
 */
final class CallbackSocket implements Closeable {

    private static final String TMP = "tmp";
    private static final String SOCKET = "talk";
    private static final String JAR = "lastack.jar";
    private static final int POLL_MILLIS = 5;

    private final Path folder;
    private final String folderAsTargetSees;
    private final ServerSocketChannel listener;
    private @Nullable Path copiedJar;

    private CallbackSocket(Path folder, ServerSocketChannel listener) {
        this.folder = folder;
        this.folderAsTargetSees = "/" + TMP + "/" + folder.getFileName();
        this.listener = listener;
    }

    static CallbackSocket open(TargetProcess target) throws IOException, TargetException {
        boolean shared = target.sharesFileSystem();
        Path tmp = (shared ? Path.of("/") : target.root()).resolve(TMP);
        Path folder = Files.createTempDirectory(
                tmp, ".lastack-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        CallbackSocket point = new CallbackSocket(folder, listener);
        try {
            listener.bind(UnixDomainSocketAddress.of(folder.resolve(SOCKET)), 1);
            listener.configureBlocking(false);
            point.give(folder.resolve(SOCKET), target);
            if (!shared) {
                point.copyJar(target);
            }
            point.give(folder, target);
            return point;
        } catch (IOException | TargetException | RuntimeException e) {
            point.close();
            throw e;
        }
    }

    /** Root makes files of its own; the target must be able to use these. */
    private void give(Path file, TargetProcess target) throws IOException, TargetException {
        if (TargetProcess.isRoot()) {
            Files.setAttribute(file, "unix:gid", Math.toIntExact(target.gid()));
            Files.setAttribute(file, "unix:uid", Math.toIntExact(target.uid()));
        }
    }

    private void copyJar(TargetProcess target) throws IOException, TargetException {
        Path copy = folder.resolve(JAR);
        copiedJar = copy;
        Files.copy(OwnJar.path(), copy);
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("r--------"));
        give(copy, target);
    }

    /** As the target sees it. */
    String jar() throws TargetException {
        return copiedJar == null ? OwnJar.path().toString() : folderAsTargetSees + "/" + JAR;
    }

    CallbackAddress invitation() throws TargetException {
        return new CallbackAddress(folderAsTargetSees + "/" + SOCKET, jar());
    }

    /** The agent has connected already when it is loaded, or it never will. */
    FramedChannel accept(int withinMillis) throws IOException, TargetException {
        long until = System.nanoTime() + withinMillis * 1_000_000L;
        while (true) {
            SocketChannel channel = listener.accept();
            if (channel != null) {
                channel.configureBlocking(true);
                return new FramedChannel(channel);
            }
            if (System.nanoTime() - until > 0) {
                throw new TargetException(
                        Problem.GONE, "the agent in the target did not answer; its standard error may say why");
            }
            pause();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Nothing stays; what is gone already is no concern. */
    @Override
    public void close() throws IOException {
        listener.close();
        if (copiedJar != null) {
            Files.deleteIfExists(copiedJar);
        }
        Files.deleteIfExists(folder.resolve(SOCKET));
        Files.deleteIfExists(folder);
    }
}
