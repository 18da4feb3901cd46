package dev.lastack.launch;

import dev.lastack.attach.protocol.FramedChannel;
import dev.lastack.attach.protocol.Invitation;
import dev.lastack.attach.protocol.Reply;
import dev.lastack.attach.protocol.Request;
import dev.lastack.attach.protocol.Verb;
import dev.lastack.config.ConfigurationException;
import dev.lastack.config.ReportFormat;
import dev.lastack.text.TextExtent;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One conversation with a command line, on a thread of its own, until that hangs up. */
final class CommandSession implements Runnable {

    /** What a report reads of /proc, and whatever class is new to this JVM. */
    private static final int READING = 2;

    private static final String NAME = "lastack-talk";

    /** For a command line on a starved host to see the thread and to open the pipes. */
    private static final int JOIN_MILLIS = 30_000;

    private final CommandPipes pipes;
    private final AgentInstance instance;
    private final Instrumentation instrumentation;

    private CommandSession(CommandPipes pipes, AgentInstance instance, Instrumentation instrumentation) {
        this.pipes = pipes;
        this.instance = instance;
        this.instrumentation = instrumentation;
    }

    /** Its first name says where the pipes are. */
    static void begin(Invitation invitation, AgentInstance instance, Instrumentation instrumentation)
            throws IOException, ReflectiveOperationException {
        CommandPipes pipes = CommandPipes.open();
        try {
            String name = pipes.ends(instrumentation).threadName(invitation.token());
            Thread thread = new Thread(null, new CommandSession(pipes, instance, instrumentation), name);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            if (!instance.enter()) {
                throw new IOException("it is ending");
            }
            startOrLeave(thread, instance);
        } catch (IOException | ReflectiveOperationException | RuntimeException | Error e) {
            pipes.close();
            throw e;
        }
    }

    private static void startOrLeave(Thread thread, AgentInstance instance) {
        try {
            thread.start();
        } catch (Throwable e) { // no memory for a thread
            instance.leave();
            throw e;
        }
    }

    @Override
    public void run() {
        try (pipes;
                FramedChannel framed = pipes.awaitJoined(JOIN_MILLIS)) {
            Thread.currentThread().setName(NAME);
            for (Request request = framed.next(); request != null; request = framed.next()) {
                framed.answer(answer(request));
            }
        } catch (IOException | InterruptedException e) {
            // hung up, or never came
        } finally {
            instance.leave();
        }
    }

    private Reply answer(Request request) {
        Verb verb = verb(request.verb());
        try {
            return verb == null
                    ? Reply.refused("the LastAck in there does not know " + request.verb())
                    : obey(verb, request);
        } catch (ConfigurationException e) {
            return Reply.refused(String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            return Reply.refused(e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (Throwable e) {
            return Reply.refused("it failed in there: " + e);
        }
    }

    private static @Nullable Verb verb(String word) {
        for (Verb verb : Verb.values()) {
            if (verb.name().toLowerCase(Locale.ROOT).equals(word)) {
                return verb;
            }
        }
        return null;
    }

    private Reply obey(Verb verb, Request request) throws Exception {
        return switch (verb) {
            case ATTACH ->
                Reply.done(instance.attach(request.arguments(), false, instrumentation)
                        .toText());
            case REPORT -> report(format(request), TextExtent.of(request.arguments()));
            case DETACH -> {
                instance.detach();
                yield Reply.done("");
            }
        };
    }

    /** Text where it is none that this version knows. */
    private static ReportFormat format(Request request) {
        for (ReportFormat format : ReportFormat.values()) {
            if (request.arguments().contains(format.toString())) {
                return format;
            }
        }
        return ReportFormat.TEXT;
    }

    private Reply report(ReportFormat format, TextExtent extent) throws IOException {
        AgentSession watch = instance.session();
        if (watch == null) {
            return Reply.refused("LastAck is not attached any more");
        }
        SpareDescriptors.require(READING);
        return Reply.done(watch.report(format, extent));
    }
}
