package dev.lastack.attach;

import dev.lastack.attach.TargetException.Problem;
import dev.lastack.attach.protocol.Facts;
import dev.lastack.attach.protocol.FramedChannel;
import dev.lastack.attach.protocol.Invitation;
import dev.lastack.attach.protocol.PipeEnds;
import dev.lastack.attach.protocol.Reply;
import dev.lastack.attach.protocol.Verb;
import dev.lastack.config.ReportFormat;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A running JVM that LastAck watches, as one conversation: open, ask as often as wanted, close. Closing ends the
 * conversation and leaves the watch running; nothing stays on disk.
 *
 * <p>One thread at a time. A question waits for its answer; {@link #close} from another thread ends that wait.
 */
public final class Target implements Closeable {

    private static final int CALL_MILLIS = 10_000;
    private static final int POLL_MILLIS = 5;

    /** A report of many connections on a starved host; exchanging the classes. */
    private static final int ANSWER_MILLIS = 60_000;

    private final TargetProcess process;
    private final FramedChannel line;

    private Target(TargetProcess process, FramedChannel line) {
        this.process = process;
        this.line = line;
    }

    /** Starts the watch where none runs; nothing is said to the JVM before it is known to be one that takes agents. */
    public static Target open(long pid) throws TargetException {
        TargetProcess process = TargetProcess.of(pid);
        if (pid == ProcessHandle.current().pid()) {
            throw new TargetException(Problem.NO_SUCH_JVM, pid + " is this command itself");
        }
        process.requireAttachable();
        if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
            throw new TargetException(
                    Problem.NOT_ATTACHABLE,
                    "the Java runtime that runs this command (" + System.getProperty("java.home")
                            + ") has no module jdk.attach; run it with a JDK's java");
        }
        String token = PipeEnds.token(new SecureRandom().nextInt(PipeEnds.TOKENS));
        try (JarForTarget jar = JarForTarget.of(process)) {
            HotSpot.load(process, jar.path(), new Invitation(token, jar.path()).toArgument());
            PipeEnds ends = awaitPipes(process, token);
            FramedChannel line = Bounded.within(
                    CALL_MILLIS, process, "let its pipes be opened", () -> JoinedPipes.join(process, ends));
            return new Target(process, line);
        } catch (IOException e) {
            throw process.isAlive()
                    ? new TargetException(Problem.NOT_ALLOWED, "cannot talk to " + pid + ": " + e, e)
                    : new TargetException(Problem.GONE, pid + " ended meanwhile", e);
        }
    }

    /** The agent has made them when it is loaded, or never will; the thread that names them may be a moment later. */
    private static PipeEnds awaitPipes(TargetProcess process, String token) throws TargetException, IOException {
        long until = System.nanoTime() + CALL_MILLIS * 1_000_000L;
        while (true) {
            PipeEnds ends = process.pipeEnds(token);
            if (ends != null) {
                return ends;
            }
            if (System.nanoTime() - until > 0) {
                process.requireAttachable(); // it may have run out of something meanwhile
                throw new TargetException(
                        Problem.GONE, "the agent in the target did not answer; its standard error may say why");
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    /** True where a watch runs in that process already; asks the process nothing. */
    public static boolean isWatched(long pid) {
        return TargetProcess.of(pid).isWatched();
    }

    /** Asks the process nothing. */
    public static void requireJvm(long pid) throws TargetException {
        TargetProcess.of(pid).requireJvm();
    }

    public long pid() {
        return process.pid();
    }

    /**
     * Starts the watch with these settings, or changes those of the one that runs.
     *
     * @param settings each {@code key=value}; may be empty
     */
    public Facts attach(List<String> settings) throws TargetException {
        return Facts.parse(ask(Verb.ATTACH, settings));
    }

    /** As of now; {@link #attach} must have come before, in this conversation or an earlier one. */
    public String report(ReportFormat format) throws TargetException {
        return ask(Verb.REPORT, List.of(format.toString()));
    }

    /**
     * The text report as of now; {@link #attach} must have come before.
     *
     * @param extent words that say how wide it is and how much of it: see the verb
     */
    public String textReport(List<String> extent) throws TargetException {
        List<String> arguments = new ArrayList<>(extent);
        arguments.add(ReportFormat.TEXT.toString());
        return ask(Verb.REPORT, arguments);
    }

    /** Bytes that the JVM can write where {@link #dumpHeap} has it write. */
    public long roomForHeap() {
        return HeapOfTarget.room(process);
    }

    /**
     * The live objects of its heap, as a dump that is on no disk under any name any more when this returns. The JVM stands
     * still meanwhile: for a full collection, and for writing as many bytes.
     */
    public FileChannel dumpHeap() throws TargetException {
        return HeapOfTarget.dump(process);
    }

    /** Ends the watch, and returns when all is undone. */
    public void detach() throws TargetException {
        ask(Verb.DETACH, List.of());
    }

    private String ask(Verb verb, List<String> arguments) throws TargetException {
        Reply reply;
        try {
            reply = Bounded.within(
                    ANSWER_MILLIS,
                    process,
                    "answer to " + verb.name().toLowerCase(Locale.ROOT),
                    () -> line.ask(verb, arguments));
        } catch (IOException e) {
            throw process.isAlive()
                    ? new TargetException(Problem.GONE, "the agent in " + pid() + " hung up: " + e.getMessage(), e)
                    : new TargetException(Problem.GONE, pid() + " ended meanwhile", e);
        }
        if (!reply.done()) {
            throw new TargetException(Problem.REFUSED, reply.text());
        }
        return reply.text();
    }

    /** The watch goes on. */
    @Override
    public void close() {
        try {
            line.close();
        } catch (IOException e) {
            // it is gone then
        }
    }
}
