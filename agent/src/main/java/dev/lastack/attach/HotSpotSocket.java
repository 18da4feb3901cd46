package dev.lastack.attach;

import dev.lastack.attach.TargetException.Problem;
import dev.lastack.kernel.OthersFile;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * HotSpot's own attach protocol, for a JVM that has a /tmp of its own and the process ids of this command, as systemd's
 * {@code PrivateTmp} makes them: the attach API of JDK 17 takes such a JVM's /tmp for the host's, and finds nobody there.
 *
 * <p>The JVM makes a socket when it is sent SIGQUIT and finds a file of this name, and reads words that each end with a
 * zero. Whoever owns that /tmp may put a link there, so the other end's user is asked of the kernel before it is told
 * anything.
 */
final class HotSpotSocket {

    private static final Path TMP = Path.of("tmp");
    private static final String PROTOCOL = "1";
    private static final int LONGEST_ANSWER = 1 << 16;
    private static final int POLL_MILLIS = 20;
    private static final String RETURN_CODE = "return code: ";

    private final TargetProcess target;
    private final Path socket;

    HotSpotSocket(TargetProcess target) throws TargetException {
        this.target = target;
        this.socket = target.root().resolve(TMP).resolve(".java_pid" + target.innermostPid());
    }

    /** Waits until the JVM listens; without an end of its own. */
    void awaitListening() throws IOException, TargetException {
        if (listens()) {
            return;
        }
        Path asked = Path.of(".attach_pid" + target.pid());
        try (SecureDirectoryStream<Path> tmp = OthersFile.folder(target.root(), TMP)) {
            boolean made = make(tmp, asked);
            try {
                sendQuit();
                while (!listens()) {
                    Thread.sleep(POLL_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } finally {
                if (made) {
                    remove(tmp, asked);
                }
            }
        }
    }

    /** Loads the agent and waits until its start has returned. */
    void load(String jar, String argument) throws IOException, TargetException {
        requireLoaded(ask(request(jar, argument)));
    }

    /**
     * Has the JVM write its live objects, and waits until it has.
     *
     * @param file as the JVM sees it; the JVM makes it itself, for its own user only, and refuses one that is there
     * @return what the JVM said
     */
    List<String> dumpLiveObjects(String file) throws IOException, TargetException {
        return ask(String.join("\0", PROTOCOL, "dumpheap", file, "-live", "") + "\0");
    }

    /** What HotSpot says of it, in bytes; no Java code runs for that. */
    List<String> metaspace() throws IOException, TargetException {
        return ask(String.join("\0", PROTOCOL, "jcmd", "VM.metaspace basic scale=1", "", "") + "\0");
    }

    private List<String> ask(String request) throws IOException, TargetException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            requireTargetsUser(channel);
            ByteBuffer words = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
            while (words.hasRemaining()) {
                channel.write(words);
            }
            byte[] answer = Channels.newInputStream(channel).readNBytes(LONGEST_ANSWER);
            return new String(answer, StandardCharsets.UTF_8).lines().toList();
        }
    }

    static String request(String jar, String argument) {
        return String.join("\0", PROTOCOL, "load", "instrument", "false", jar + "=" + argument) + "\0";
    }

    /** The first line is the protocol's result, 0 where the agent was looked for; what it returned comes behind. */
    private void requireLoaded(List<String> answer) throws TargetException {
        boolean done = !answer.isEmpty()
                && answer.get(0).equals("0")
                && answer.stream().allMatch(line -> !line.startsWith(RETURN_CODE) || line.equals(RETURN_CODE + "0"));
        if (!done) {
            throw new TargetException(
                    Problem.NOT_ATTACHABLE,
                    target.pid() + " did not take the agent: "
                            + (answer.isEmpty() ? "no answer" : String.join(" ", answer)));
        }
    }

    private boolean listens() {
        return Files.exists(socket, LinkOption.NOFOLLOW_LINKS);
    }

    /** False where another tool asks at the same time, and has made it. */
    private static boolean make(SecureDirectoryStream<Path> tmp, Path asked) throws IOException {
        try {
            tmp.newByteChannel(asked, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW))
                    .close();
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static void remove(SecureDirectoryStream<Path> tmp, Path asked) throws IOException {
        try {
            tmp.deleteFile(asked);
        } catch (NoSuchFileException e) {
            // the JVM was quicker
        }
    }

    /** Java sends no signal but those that end a process. */
    private void sendQuit() throws IOException, TargetException, InterruptedException {
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -QUIT " + target.pid())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!kill.waitFor(1, TimeUnit.MINUTES) || kill.exitValue() != 0) {
            throw new TargetException(
                    Problem.NOT_ALLOWED, "cannot send " + target.pid() + " the signal at which it listens");
        }
    }

    private void requireTargetsUser(SocketChannel channel) throws IOException, TargetException {
        UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
        if (!peer.user().equals(target.owner())) {
            throw new TargetException(
                    Problem.NOT_ALLOWED,
                    "who listens in the /tmp of " + target.pid() + " is not its user: nothing was said");
        }
    }
}
