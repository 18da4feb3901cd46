package dev.lastack.attach;

import dev.lastack.attach.TargetException.Problem;
import dev.lastack.attach.protocol.PipeEnds;
import dev.lastack.kernel.OthersFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What /proc tells about a process before anything is done to it. HotSpot is asked to listen by SIGQUIT, which ends a
 * process that does not expect it and makes a JVM with its attach mechanism off print all its threads: so look first.
 */
final class TargetProcess {

    private static final Path TMP = Path.of("/tmp");
    private static final String WATCHER = "lastack-watcher";
    private static final int SIGQUIT = 3;
    private static final int ROOT = 0;
    private static final int OCTAL = 8;
    private static final int OTHERS_READ = 4;
    private static final int GROUP_WRITES = 0020;
    private static final int OTHERS_WRITE = 0002;
    private static final int HEX = 16;
    private static final int CAP_DAC_OVERRIDE = 1;
    private static final int BIGGEST_RELEASE = 1 << 16;

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
        if (!Files.isDirectory(own)) {
            throw new TargetException(Problem.NOT_ATTACHABLE, "attaching needs /proc, which is Linux's");
        }
        List<String> status = requireJvm();
        requireRunning(status);
        requireSameUserInside(status);
        requireAttachMechanism(status);
        requireTmp(status);
        new DescriptorRoom(proc).require(pid, isWatched());
        new MemoryRoom(this).requireHeap();
    }

    /** A signal would wait in it, and make it print all its threads when it goes on. */
    private void requireRunning(List<String> status) throws TargetException {
        if (field(status, "State").toLowerCase(Locale.ROOT).startsWith("t")) {
            throw new TargetException(
                    Problem.GONE, pid + " is stopped and cannot answer (kill -CONT " + pid + " lets it go on)");
        }
    }

    /**
     * HotSpot takes a caller that is root or its own user where it lives. In the user namespace of a container engine
     * without root, root of the host is nobody: HotSpot would not listen, and print all its threads at the signal.
     */
    private void requireSameUserInside(List<String> status) throws TargetException {
        long uid = uid(status);
        if (uid != ownUid() && !isOfOwnUserNamespace() && !isRootInside(text("uid_map"))) {
            throw new TargetException(
                    Problem.NOT_ALLOWED,
                    pid
                            + " runs in a user namespace in which root of this host is nobody, and takes agents from its own "
                            + user(uid) + " only: run this command as that user");
        }
    }

    /** There the map would be told in the numbers of the namespace around both. */
    private boolean isOfOwnUserNamespace() {
        Path link = Path.of("ns", "user");
        try {
            return Files.readSymbolicLink(proc.resolve(link)).equals(Files.readSymbolicLink(own.resolve(link)));
        } catch (IOException e) {
            return true; // not known
        }
    }

    /** @param map lines of three numbers: the first id inside, the one outside that it is, and how many follow it */
    static boolean isRootInside(String map) {
        return map.isBlank() || map.lines().anyMatch(line -> line.strip().matches("0\\s+0\\s+\\d+"));
    }

    /** HotSpot makes its socket there. */
    private void requireTmp(List<String> status) throws TargetException {
        if (!isListening(status) && !canWriteTmp(status)) {
            throw new TargetException(
                    Problem.NOT_ATTACHABLE,
                    pid + " has no writable /tmp, which attaching needs: mount one there, or start it with"
                            + " -javaagent:lastack.jar");
        }
    }

    /** This command may be root's, and its user not. Where an access list may say otherwise, it says yes. */
    private boolean canWriteTmp(List<String> status) {
        Path tmp = root().resolve("tmp");
        if (!Files.isWritable(tmp)) {
            return false; // not there, or read-only
        }
        try {
            int mode = (Integer) Files.getAttribute(tmp, "unix:mode");
            boolean owns = uid(status) == (Integer) Files.getAttribute(tmp, "unix:uid");
            return owns || (mode & (GROUP_WRITES | OTHERS_WRITE)) != 0 || overridesModes(status);
        } catch (IOException | RuntimeException e) {
            return true; // not known
        }
    }

    private static boolean overridesModes(List<String> status) {
        return (Long.parseUnsignedLong("0" + field(status, "CapEff"), HEX) >>> CAP_DAC_OVERRIDE & 1) == 1;
    }

    /** Returns its status. */
    List<String> requireJvm() throws TargetException {
        List<String> status = status();
        if (field(status, "State").startsWith("Z")) {
            throw new TargetException(Problem.GONE, pid + " has ended already, only its parent has not noticed");
        }
        requireOwnUser(status);
        if (!isJvm()) {
            throw new TargetException(
                    Problem.NO_SUCH_JVM, pid + " (" + field(status, "Name") + ") is not a JVM" + javaChildren());
        }
        return status;
    }

    /** Of a script that has started one. */
    private String javaChildren() {
        List<Long> children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
                .filter(child -> TargetProcess.of(child).isJvmAsFarAsIsSeen())
                .toList();
        return switch (children.size()) {
            case 0 -> "";
            case 1 -> ", its child " + children.get(0) + " is one";
            default -> ", its children " + children.toString().replaceAll("[\\[\\]]", "") + " are";
        };
    }

    private boolean isJvmAsFarAsIsSeen() {
        try {
            return isJvm();
        } catch (TargetException e) {
            return false;
        }
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

    UserPrincipal owner() throws IOException {
        return Files.getOwner(proc);
    }

    PerformanceData performanceData() throws TargetException {
        try {
            return PerformanceData.of(root(), innermostPid(), owner());
        } catch (IOException e) {
            throw new TargetException(Problem.GONE, pid + " ended meanwhile", e);
        }
    }

    /** True where it has a /tmp of its own, and no process ids of its own. */
    boolean hasPrivateTmp() throws TargetException {
        try {
            return field(status(), "NSpid").split("\\s+").length == 1 && !Files.isSameFile(root().resolve("tmp"), TMP);
        } catch (IOException e) {
            return false; // not there, or not to be seen: the attach API will say what it thinks
        }
    }

    private String user(long uid) {
        try {
            String name = owner().getName();
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

    /** Whether the file is there under the same path, and may be read. */
    boolean sees(Path file) throws TargetException {
        try {
            Path there = root().resolve(Path.of("/").relativize(file));
            return Files.isSameFile(there, file) && (uid() == ROOT || uid() == ownUid() || isForAll(file));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isForAll(Path file) throws IOException {
        if (!Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
            return false;
        }
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            if (!Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    /** The agent's thread for this command tells where its pipes are. Null where there is none, or not yet. */
    @Nullable
    PipeEnds pipeEnds(String token) {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(proc.resolve("task"))) {
            for (Path task : tasks) {
                PipeEnds ends = PipeEnds.ofThread(read(task.resolve("comm")).strip(), token);
                if (ends != null) {
                    return ends;
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            // it ends
        }
        return null;
    }

    Path descriptor(int number) {
        return proc.resolve("fd").resolve(Integer.toString(number));
    }

    /** {@code 17.0.15}, {@code 1.8.0_422}: of the JDK that it has mapped; empty where not known. Asks it nothing. */
    String javaVersion() {
        try (var lines = Files.lines(proc.resolve("maps"), StandardCharsets.ISO_8859_1)) {
            Path home = lines.filter(line -> line.endsWith("/libjvm.so"))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .findFirst()
                    .orElse(null);
            for (; home != null && home.getNameCount() > 0; home = home.getParent()) {
                String version = releaseOf(home);
                if (!version.isEmpty()) {
                    return version;
                }
            }
        } catch (IOException | RuntimeException e) {
            // it ends, or has an odd path
        }
        return "";
    }

    private String releaseOf(Path home) {
        try {
            byte[] release = OthersFile.read(root(), home.resolve("release"), null, BIGGEST_RELEASE);
            return new String(release, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.substring("JAVA_VERSION=".length()).replace("\"", ""))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    /** In this process's user namespace; -1 where unknown. */
    long uid() throws TargetException {
        return uid(status());
    }

    static long ownUid() {
        return id(ownStatus(), "Uid");
    }

    static boolean umaskHidesFromOthers() {
        String umask = field(ownStatus(), "Umask");
        return !umask.isEmpty() && (Integer.parseInt(umask, OCTAL) & OTHERS_READ) != 0;
    }

    private static List<String> ownStatus() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
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
    long innermostPid() throws TargetException {
        return innermostPid(status());
    }

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
}
