package dev.lastack.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a path leads, by links that may be trusted: those in folders that only this user or root can write, and
 * elsewhere those of this user or root, as Linux's {@code fs.protected_symlinks} has it. In a folder that everybody can
 * write, files and pipes of other users are not written to either ({@code fs.protected_regular}, {@code
 * fs.protected_fifos}): whoever has put them there would read the report.
 *
 * @param path without links, unless it is one in /proc that only the kernel can follow
 */
record ReportPath(Path path, Kind kind) {

    private static final int MOST_LINKS = 40;
    private static final int TYPE = 0170000;
    private static final int LINK = 0120000;
    private static final int REGULAR = 0100000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int PIPE = 0010000;
    private static final int WRITABLE_BY_ALL = 0002;
    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int ROOT = 0;

    /** How it is to be written. */
    enum Kind {
        NEW,
        REGULAR,
        DEVICE
    }

    /** @throws IOException whose message is a reason that a user understands */
    static ReportPath of(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        if (!absolute.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return withoutModes(absolute);
        }
        Path target = resolve(absolute);
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("the folder " + folder + " does not exist");
        }
        Node node = Node.of(target);
        if (node == null) {
            return new ReportPath(target, Kind.NEW);
        }
        if (node.is(LINK)) {
            return new ReportPath(target, Kind.DEVICE); // of /proc
        }
        Kind kind = node.is(REGULAR) ? Kind.REGULAR : Kind.DEVICE;
        if (kind == Kind.DEVICE && !node.is(CHARACTER_DEVICE) && !node.is(PIPE)) {
            throw new IOException("it is not a plain file");
        }
        if ((modeOf(folder) & WRITABLE_BY_ALL) != 0 && !isTrusted(node)) {
            throw new IOException("it belongs to another user, in a folder that everybody can write");
        }
        return new ReportPath(target, kind);
    }

    private static ReportPath withoutModes(Path absolute) throws IOException {
        Path target = Files.exists(absolute) ? absolute.toRealPath() : absolute;
        if (target.getParent() == null || !Files.isDirectory(target.getParent())) {
            throw new IOException("the folder " + target.getParent() + " does not exist");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new IOException("it is not a plain file");
        }
        return new ReportPath(target, Files.exists(target) ? Kind.REGULAR : Kind.NEW);
    }

    private static Path resolve(Path absolute) throws IOException {
        Deque<Path> names = new ArrayDeque<>();
        absolute.forEach(names::addLast);
        Path at = absolute.getRoot();
        int links = 0;
        while (!names.isEmpty()) {
            Path name = names.removeFirst();
            if (name.toString().equals("..")) {
                at = at.getParent() == null ? at : at.getParent();
                continue;
            }
            Path next = at.resolve(name).normalize();
            Node node = Node.of(next);
            boolean last = names.isEmpty();
            if (node == null || !node.is(LINK) || (last && next.startsWith("/proc"))) {
                at = next;
                continue;
            }
            requireTrusted(at, next, node);
            if (++links > MOST_LINKS) {
                throw new IOException("too many links, one after the other");
            }
            Path to = Files.readSymbolicLink(next);
            Deque<Path> further = new ArrayDeque<>();
            to.forEach(further::addLast);
            further.descendingIterator().forEachRemaining(names::addFirst);
            at = to.isAbsolute() ? to.getRoot() : at;
        }
        return at;
    }

    private static void requireTrusted(Path folder, Path link, Node node) throws IOException {
        if (isWritableByOthers(folder) && !isTrusted(node)) {
            throw new IOException(link + " is a link of another user's, in a folder that others can write");
        }
    }

    /** A folder of another user's is that user's to write, whatever its mode. */
    private static boolean isWritableByOthers(Path folder) throws IOException {
        Node node = Node.of(folder);
        return node != null && ((node.mode & WRITABLE_BY_OTHERS) != 0 || !isTrusted(node));
    }

    private static int modeOf(Path folder) throws IOException {
        Node node = Node.of(folder);
        return node == null ? 0 : node.mode;
    }

    private static boolean isTrusted(Node node) throws IOException {
        return node.owner == ROOT || node.owner == ownUser();
    }

    /** That of the file system: the fourth of the four. */
    private static long ownUser() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)) {
            if (line.startsWith("Uid:")) {
                return Long.parseLong(line.split("\\s+")[4]);
            }
        }
        return -1;
    }

    /** For opening it as it stands. A link of /proc is the kernel's, and is followed. */
    OpenOption[] options(OpenOption option) {
        return path.startsWith("/proc")
                ? new OpenOption[] {option}
                : new OpenOption[] {option, LinkOption.NOFOLLOW_LINKS};
    }

    private record Node(int mode, long owner) {

        /** Of the link itself; null where there is nothing. */
        static @Nullable Node of(Path path) throws IOException {
            try {
                Map<String, Object> unix = Files.readAttributes(path, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
                return new Node(FileIdentity.number(unix, "mode"), FileIdentity.number(unix, "uid"));
            } catch (NoSuchFileException e) {
                return null;
            } catch (FileSystemException e) {
                if (String.valueOf(e.getReason()).contains("Not a directory")) {
                    return null;
                }
                throw e;
            }
        }

        boolean is(int type) {
            return (mode & TYPE) == type;
        }
    }
}
