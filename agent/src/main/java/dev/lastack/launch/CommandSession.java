package dev.lastack.launch;

import dev.lastack.attach.protocol.CallbackAddress;
import dev.lastack.attach.protocol.FramedChannel;
import dev.lastack.attach.protocol.Reply;
import dev.lastack.attach.protocol.Request;
import dev.lastack.attach.protocol.Verb;
import dev.lastack.config.ConfigurationException;
import dev.lastack.config.ReportFormat;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One conversation with a command line, on a thread of its own, until that hangs up. */
final class CommandSession implements Runnable {

    private final FramedChannel framed;
    private final AgentInstance instance;
    private final Instrumentation instrumentation;

    private CommandSession(FramedChannel framed, AgentInstance instance, Instrumentation instrumentation) {
        this.framed = framed;
        this.instance = instance;
        this.instrumentation = instrumentation;
    }

    /** The agent calls back: nothing listens in the application's process. */
    static void begin(CallbackAddress address, AgentInstance instance, Instrumentation instrumentation)
            throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(address.socket()));
            PeerCredentials.require(channel);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
        if (instance.enter()) {
            Thread thread = new Thread(
                    null, new CommandSession(new FramedChannel(channel), instance, instrumentation), "lastack-talk");
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
        }
    }

    @Override
    public void run() {
        try (framed) {
            for (Request request = framed.next(); request != null; request = framed.next()) {
                framed.answer(answer(request));
            }
        } catch (IOException e) {
            // hung up
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
            case REPORT -> report(format(request));
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

    private Reply report(ReportFormat format) throws IOException {
        AgentSession watch = instance.session();
        return watch == null ? Reply.refused("LastAck is not attached any more") : Reply.done(watch.report(format));
    }
}
