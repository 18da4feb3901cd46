package dev.lastack.it.harness;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A MongoDB server that stands alone and is content with every command, until the client leaves or the test hangs up. */
public final class MongoPeer implements LoopbackServer.Handler {

    private static final int HEADER = 16;
    private static final int REPLY = 1;
    private static final int QUERY = 2004;
    private static final int MESSAGE = 2013;

    private static final byte[] CONTENT = document();

    @Override
    public void handle(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        while (true) {
            ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER)).order(ByteOrder.LITTLE_ENDIAN);
            if (header.remaining() < HEADER) {
                return; // the client has left
            }
            in.readNBytes(header.getInt(0) - HEADER);
            socket.getOutputStream().write(answer(header.getInt(4), header.getInt(12)));
        }
    }

    private static byte[] answer(int request, int operation) {
        ByteBuffer body = littleEndian(20 + CONTENT.length);
        if (operation == QUERY) { // the first question: flags, cursor, from where, how many
            body.putInt(8).putLong(0).putInt(0).putInt(1);
        } else { // flags, kind of section
            body.putInt(0).put((byte) 0);
        }
        body.put(CONTENT).flip();
        ByteBuffer answer = littleEndian(HEADER + body.limit());
        answer.putInt(answer.capacity()).putInt(1).putInt(request).putInt(operation == QUERY ? REPLY : MESSAGE);
        return bytes(answer.put(body));
    }

    private static byte[] document() {
        ByteBuffer document = littleEndian(512);
        document.putInt(0);
        for (String name : new String[] {"ismaster", "isWritablePrimary", "helloOk"}) {
            put(document, 8, name).put((byte) 1);
        }
        put(document, 16, "maxBsonObjectSize").putInt(16_777_216);
        put(document, 16, "maxMessageSizeBytes").putInt(48_000_000);
        put(document, 16, "maxWriteBatchSize").putInt(100_000);
        put(document, 16, "minWireVersion").putInt(0);
        put(document, 16, "maxWireVersion").putInt(21);
        put(document, 1, "ok").putDouble(1);
        document.put((byte) 0);
        document.putInt(0, document.position());
        return bytes(document);
    }

    private static byte[] bytes(ByteBuffer written) {
        byte[] bytes = new byte[written.position()];
        written.flip().get(bytes);
        return bytes;
    }

    private static ByteBuffer put(ByteBuffer document, int type, String name) {
        return document.put((byte) type)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put((byte) 0);
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
