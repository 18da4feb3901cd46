package dev.lastack.it.harness;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Takes the upgrade of a first request to HTTP/2 (RFC 7540, 3.2), and answers each request with five bytes. */
public final class Http2Peer implements LoopbackServer.Handler {

    private static final int PREFACE_BYTES = 24;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int ACK = 1;

    /** {@code :status: 200}, from HPACK's static table. */
    private static final byte[] STATUS_OK = {(byte) 0x88};

    private static final byte[] BODY = "hello".getBytes(StandardCharsets.US_ASCII);

    @Override
    public void handle(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream();
        readHead(in);
        out.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        frame(out, SETTINGS, 0, 0, new byte[0]);
        answer(out, 1);
        in.readFully(new byte[PREFACE_BYTES]);
        while (true) {
            takeFrame(in, out); // throws when the client has left
        }
    }

    private static void takeFrame(DataInputStream in, OutputStream out) throws IOException {
        int lengthAndType = in.readInt();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        in.readFully(new byte[lengthAndType >>> 8]);
        switch (lengthAndType & 0xff) {
            case HEADERS -> answer(out, stream);
            case SETTINGS -> {
                if ((flags & ACK) == 0) {
                    frame(out, SETTINGS, ACK, 0, new byte[0]);
                }
            }
            default -> {}
        }
    }

    private static void answer(OutputStream out, int stream) throws IOException {
        frame(out, HEADERS, END_HEADERS, stream, STATUS_OK);
        frame(out, DATA, END_STREAM, stream, BODY);
    }

    private static void frame(OutputStream out, int type, int flags, int stream, byte[] payload) throws IOException {
        out.write(new byte[] {0, 0, (byte) payload.length, (byte) type, (byte) flags, 0, 0, 0, (byte) stream});
        out.write(payload);
    }

    private static void readHead(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
    }
}
