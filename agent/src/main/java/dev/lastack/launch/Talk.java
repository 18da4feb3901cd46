package dev.lastack.launch;

import dev.lastack.config.ConfigurationException;
import dev.lastack.conversation.Invitation;
import dev.lastack.conversation.Line;
import dev.lastack.conversation.Reply;
import dev.lastack.conversation.Request;
import dev.lastack.conversation.Verb;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One conversation with a command line, on a thread of its own, until that hangs up. */
final class Talk implements Runnable {

    private final Line line;
    private final Resident resident;
    private final Instrumentation instrumentation;

    private Talk(Line line, Resident resident, Instrumentation instrumentation) {
        this.line = line;
        this.resident = resident;
        this.instrumentation = instrumentation;
    }

    /** The agent calls back: nothing listens in the application's process. */
    static void begin(Invitation invitation, Resident resident, Instrumentation instrumentation) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(invitation.socket()));
            Caller.require(channel);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
        if (resident.enter()) {
            Thread thread = new Thread(null, new Talk(new Line(channel), resident, instrumentation), "lastack-talk");
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
        }
    }

    @Override
    public void run() {
        try (line) {
            for (Request request = line.next(); request != null; request = line.next()) {
                line.answer(answer(request));
            }
        } catch (IOException e) {
            // hung up
        } finally {
            resident.leave();
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
                Reply.done(resident.attach(request.arguments(), false, instrumentation)
                        .toText());
            case REPORT -> report(request.arguments().contains("json"));
            case DETACH -> {
                resident.detach();
                yield Reply.done("");
            }
        };
    }

    private Reply report(boolean json) throws IOException {
        Watch watch = resident.watch();
        return watch == null ? Reply.refused("LastAck is not attached any more") : Reply.done(watch.report(json));
    }
}
