package dev.lastack.it.harness;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A PostgreSQL server with no connection to spare: answers the start-up packet with an error, and waits
 * for the client to leave, or the test to let it hang up.
 */
public final class PostgresPeer implements LoopbackServer.Handler {

    private static final String TOO_MANY_CONNECTIONS = "SFATAL\0VFATAL\0C53300\0Msorry, too many clients already\0\0";

    @Override
    public void handle(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        in.readNBytes(in.readInt() - Integer.BYTES);
        byte[] fields = TOO_MANY_CONNECTIONS.getBytes(StandardCharsets.US_ASCII);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeByte('E');
        out.writeInt(Integer.BYTES + fields.length);
        out.write(fields);
        in.readAllBytes();
    }
}
