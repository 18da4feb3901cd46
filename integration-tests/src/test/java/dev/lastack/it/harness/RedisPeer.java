package dev.lastack.it.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A Redis server that knows PING and says OK to all else, until the client leaves or the test lets it hang up. */
public final class RedisPeer implements LoopbackServer.Handler {

    @Override
    public void handle(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        for (List<String> command = read(in); !command.isEmpty(); command = read(in)) {
            socket.getOutputStream().write(answer(command).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String answer(List<String> command) {
        return switch (command.get(0).toUpperCase(Locale.ROOT)) {
            case "PING" -> "+PONG\r\n";
            case "HELLO" -> "-ERR unknown command\r\n";
            default -> "+OK\r\n";
        };
    }

    /** An array of bulk strings; empty at the end of the stream. */
    private static List<String> read(BufferedReader in) throws IOException {
        List<String> words = new ArrayList<>();
        String header = in.readLine();
        int length = header == null ? 0 : Integer.parseInt(header.substring(1));
        for (int i = 0; i < length; i++) {
            in.readLine();
            words.add(in.readLine());
        }
        return words;
    }
}
