package dev.lastack.attach;

import dev.lastack.attach.TargetException.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What /proc tells about a process before anything is done to it. HotSpot is asked to listen by SIGQUIT, which ends a
 * process that does not expect it and makes a JVM with its attach mechanism off print all its threads: so look first.
 */
final class TargetProcess {

    private static final String WATCHER = "lastack-watcher";
    private static final int SIGQUIT = 3;
    private static final int ROOT = 0;

    private final long pid;
    private final Path proc;
    private final Path own;

    TargetProcess(long pid, Path procTree) {
        this.pid = pid;
        this.proc = procTree.resolve(Long.toString(pid));
        this.own = procTree.resolve("self");
    }

    static TargetProcess of(long pid) {
        return new TargetProcess(pid, Path.of("/proc"));
    }

    long pid() {
        return pid;
    }

    /** Its file system, seen from here. */
    Path root() {
        return proc.resolve("root");
    }

    /** @throws TargetException where it cannot or must not be attached to */
    void requireAttachable() throws TargetException {
        if (Files.isDirectory(own)) { // else no /proc: attaching will tell
            requireAttachMechanism(requireJvm());
        }
    }

    /** Returns its status. */
    List<String> requireJvm() throws TargetException {
        List<String> status = status();
        if (field(status, "State").startsWith("Z")) {
            throw new TargetException(Problem.GONE, pid + " has ended already, only its parent has not noticed");
        }
        requireOwnUser(status);
        if (!isJvm()) {
            throw new TargetException(Problem.NO_SUCH_JVM, pid + " (" + field(status, "Name") + ") is not a JVM");
        }
        return status;
    }

    private List<String> status() throws TargetException {
        try {
            return Files.readAllLines(proc.resolve("status"), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new TargetException(Problem.NO_SUCH_JVM, "there is no process " + pid, e);
        } catch (IOException e) {
            throw new TargetException(Problem.NO_SUCH_JVM, "there is no process " + pid + " any more", e);
        }
    }

    private void requireOwnUser(List<String> status) throws TargetException {
        long uid = uid(status);
        long ours = ownUid();
        if (ours != ROOT && ours >= 0 && uid >= 0 && uid != ours) {
            throw new TargetException(
                    Problem.NOT_ALLOWED,
                    pid + " runs as " + user(uid) + ", and only that user or root can attach to it");
        }
    }

    private String user(long uid) {
        try {
            String name = Files.getOwner(proc).getName();
            return name.isEmpty() ? "user " + uid : "user " + name;
        } catch (IOException | UnsupportedOperationException e) {
            return "user " + uid;
        }
    }

    private boolean isJvm() throws TargetException {
        try (var lines = Files.lines(proc.resolve("maps"), StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.contains("libjvm.so"));
        } catch (AccessDeniedException e) {
            throw new TargetException(Problem.NOT_ALLOWED, "no permission to look into process " + pid, e);
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new TargetException(Problem.GONE, pid + " ended meanwhile", e);
        }
    }

    private void requireAttachMechanism(List<String> status) throws TargetException {
        if (isListening(status)) {
            return;
        }
        if (hasFlag("-XX:+DisableAttachMechanism")) {
            throw new TargetException(
                    Problem.NOT_ATTACHABLE,
                    pid + " runs with -XX:+DisableAttachMechanism and takes no agent; start it with"
                            + " -javaagent:lastack.jar");
        }
        if (!catches(status, SIGQUIT)) {
            throw new TargetException(
                    Problem.NOT_ATTACHABLE, pid + " does not take agents now: it is starting or ending");
        }
    }

    /** Somebody has attached before: no signal will be sent. */
    private boolean isListening(List<String> status) {
        return Files.exists(root().resolve("tmp").resolve(".java_pid" + innermostPid(status)));
    }

    private boolean hasFlag(String flag) {
        return text("cmdline").contains(flag) || text("environ").contains(flag);
    }

    private static boolean catches(List<String> status, int signal) {
        String mask = field(status, "SigCgt");
        try {
            return mask.isEmpty() || (Long.parseUnsignedLong(mask, 16) >>> (signal - 1) & 1) == 1;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    /** The agent's thread tells, without asking the JVM anything. */
    boolean isWatched() {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(proc.resolve("task"))) {
            for (Path task : tasks) {
                if (read(task.resolve("comm")).strip().equals(WATCHER)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            return false;
        }
    }

    boolean isAlive() {
        try {
            return !field(status(), "State").startsWith("Z");
        } catch (TargetException e) {
            return false;
        }
    }

    /** Whether a path means the same there as here. */
    boolean sharesFileSystem() {
        try {
            return Files.isSameFile(root(), Path.of("/"))
                    && link(proc.resolve("ns/mnt")).equals(link(own.resolve("ns/mnt")));
        } catch (IOException e) {
            return false;
        }
    }

    /** In this process's user namespace; -1 where unknown. */
    long uid() throws TargetException {
        return uid(status());
    }

    long gid() throws TargetException {
        return id(status(), "Gid");
    }

    static boolean isRoot() {
        return TargetProcess.of(0).ownUid() == ROOT;
    }

    private long ownUid() {
        try {
            return id(Files.readAllLines(own.resolve("status"), StandardCharsets.ISO_8859_1), "Uid");
        } catch (IOException e) {
            return -1;
        }
    }

    private static long uid(List<String> status) {
        return id(status, "Uid");
    }

    /** Real, effective, saved, file system: the effective one. */
    private static long id(List<String> status, String name) {
        String[] ids = field(status, name).split("\\s+");
        return ids.length < 2 ? -1 : Long.parseLong(ids[1]);
    }

    /** Its id in the innermost namespace: what it knows itself by. */
    private long innermostPid(List<String> status) {
        String[] pids = field(status, "NSpid").split("\\s+");
        String last = pids[pids.length - 1];
        return last.isEmpty() ? pid : Long.parseLong(last);
    }

    private static String field(List<String> status, String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        for (String line : status) {
            if (line.toLowerCase(Locale.ROOT).startsWith(start)) {
                return line.substring(start.length()).strip();
            }
        }
        return "";
    }

    private String text(String file) {
        return read(proc.resolve(file));
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static Path link(Path file) throws IOException {
        return Files.readSymbolicLink(file);
    }
}
