package dev.lastack.attach.protocol;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Two channels in blocking mode, one for each direction; one request and one reply at a time: each a length in bytes,
 * then texts, each with its length before it. One thread at a time; {@link #close} from another ends its wait.
 */
public final class FramedChannel implements Closeable {

    /** A report of 10,000 open connections has a few megabytes. */
    private static final int MAX_BYTES = 256 << 20;

    private final ReadableByteChannel incoming;
    private final WritableByteChannel outgoing;

    public FramedChannel(ReadableByteChannel in, WritableByteChannel out) {
        this.incoming = in;
        this.outgoing = out;
    }

    public Reply ask(Verb verb, List<String> arguments) throws IOException {
        List<String> texts = new ArrayList<>();
        texts.add(verb.name().toLowerCase(Locale.ROOT));
        texts.addAll(arguments);
        send(texts);
        List<String> reply = receive();
        if (reply == null || reply.size() != 2) {
            throw new EOFException("the agent hung up");
        }
        return new Reply(reply.get(0).equals("done"), reply.get(1));
    }

    /** The next request; null when the other side has hung up. */
    public @Nullable Request next() throws IOException {
        List<String> texts = receive();
        return texts == null || texts.isEmpty() ? null : new Request(texts.get(0), texts.subList(1, texts.size()));
    }

    public void answer(Reply reply) throws IOException {
        send(List.of(reply.done() ? "done" : "refused", reply.text()));
    }

    @Override
    public void close() throws IOException {
        try (incoming) {
            outgoing.close();
        }
    }

    private void send(List<String> texts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (String text : texts) {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(encoded.length);
            out.write(encoded);
        }
        ByteBuffer length = ByteBuffer.allocate(4).putInt(0, bytes.size());
        ByteBuffer body = ByteBuffer.wrap(bytes.toByteArray());
        while (length.hasRemaining() || body.hasRemaining()) {
            outgoing.write(length.hasRemaining() ? length : body);
        }
    }

    private @Nullable List<String> receive() throws IOException {
        ByteBuffer length = ByteBuffer.allocate(4);
        if (!fill(length)) {
            return null;
        }
        int size = length.getInt(0);
        if (size < 0 || size > MAX_BYTES) {
            throw new IOException("not a message of LastAck");
        }
        ByteBuffer body = ByteBuffer.allocate(size);
        if (!fill(body)) {
            return null;
        }
        return texts(body.flip());
    }

    private static List<String> texts(ByteBuffer body) throws IOException {
        List<String> texts = new ArrayList<>();
        while (body.hasRemaining()) {
            int size = body.remaining() < 4 ? -1 : body.getInt();
            if (size < 0 || size > body.remaining()) {
                throw new IOException("not a message of LastAck");
            }
            byte[] encoded = new byte[size];
            body.get(encoded);
            texts.add(new String(encoded, StandardCharsets.UTF_8));
        }
        return texts;
    }

    private boolean fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (incoming.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }
}
