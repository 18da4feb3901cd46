package dev.lastack.it.harness;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** The server's side of RFC 1928 as far as the JDK's client goes: no authentication, CONNECT, always granted. */
final class SocksServer {

    private static final int DOMAIN_NAME = 3;
    private static final int IPV4 = 1;

    private SocksServer() {}

    static void accept(Socket raw) throws IOException {
        DataInputStream in = new DataInputStream(raw.getInputStream());
        OutputStream out = raw.getOutputStream();
        in.readUnsignedByte();
        in.readNBytes(in.readUnsignedByte());
        out.write(new byte[] {5, 0});
        in.readNBytes(3);
        in.readNBytes(addressLength(in) + 2);
        out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 80});
    }

    private static int addressLength(DataInputStream in) throws IOException {
        return switch (in.readUnsignedByte()) {
            case IPV4 -> 4;
            case DOMAIN_NAME -> in.readUnsignedByte();
            default -> 16;
        };
    }
}
