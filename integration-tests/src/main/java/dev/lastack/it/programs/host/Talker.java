package dev.lastack.it.programs.host;

import dev.lastack.it.peer.PeerScript;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Prints all kinds of bytes on standard output, and has a connection in between. Argument: the peer's port. */
final class Talker {

    private Talker() {}

    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("first line");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]))) {
            socket.getOutputStream().write(PeerScript.CLOSE.code());
            out.println("read " + socket.getInputStream().read());
        }
        out.print("no line feed, \u00fcml\u00e4uts, \u20ac\r\n\t\0");
        out.write(new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        out.flush();
    }
}
