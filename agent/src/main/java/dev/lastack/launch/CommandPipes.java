package dev.lastack.launch;

import dev.lastack.attach.protocol.FramedChannel;
import dev.lastack.attach.protocol.PipeEnds;
import java.io.Closeable;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.Pipe;
import java.util.Map;
import java.util.Set;

/**
 * Two pipes in this process, which a command line joins through /proc/PID/fd. No file, no port, nothing that listens:
 * the kernel lets in who may debug this process, that is root and the same user, as HotSpot's attach does. Until the
 * command line is in, this side holds all four ends.
 */
final class CommandPipes implements Closeable {

    private static final int POLL_MILLIS = 2;

    private final Pipe requests;
    private final Pipe answers;

    private CommandPipes(Pipe requests, Pipe answers) {
        this.requests = requests;
        this.answers = answers;
    }

    static CommandPipes open() throws IOException {
        Pipe requests = Pipe.open();
        try {
            return new CommandPipes(requests, Pipe.open());
        } catch (IOException e) {
            requests.sink().close();
            requests.source().close();
            throw e;
        }
    }

    PipeEnds ends(Instrumentation instrumentation) throws ReflectiveOperationException {
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of("sun.nio.ch", Set.of(CommandPipes.class.getModule())),
                Map.of(),
                Set.of(),
                Map.of());
        Method number = Class.forName("sun.nio.ch.SelChImpl").getMethod("getFDVal");
        return new PipeEnds(number(number, requests.source()), number(number, answers.sink()));
    }

    private static int number(Method number, Channel channel) throws ReflectiveOperationException {
        return (Integer) number.invoke(channel);
    }

    /**
     * Waits for the first byte of a command line that has joined, and lets go of its ends: from then on either side sees
     * when the other is gone.
     *
     * @throws IOException where nobody has come in time
     */
    FramedChannel awaitJoined(int withinMillis) throws IOException, InterruptedException {
        Pipe.SourceChannel in = requests.source();
        in.configureBlocking(false);
        ByteBuffer first = ByteBuffer.allocate(1);
        long until = System.nanoTime() + withinMillis * 1_000_000L;
        while (in.read(first) <= 0) {
            if (System.nanoTime() - until > 0) {
                throw new IOException("no command line has come");
            }
            Thread.sleep(POLL_MILLIS);
        }
        in.configureBlocking(true);
        requests.sink().close();
        answers.source().close();
        return new FramedChannel(in, answers.sink());
    }

    /** All that is open still. */
    @Override
    public void close() throws IOException {
        requests.sink().close();
        requests.source().close();
        answers.sink().close();
        answers.source().close();
    }
}
