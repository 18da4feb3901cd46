package dev.lastack.demo.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * The process of the peers: one command a line on standard input, one answer a line on standard output. It ends with its
 * standard input, hence with the service, however that ends.
 *
 * <pre>
 * LISTEN script               PORT 41234
 * CALL port script clients    CALLED 3
 * AWAIT millis                CLOSED 10  (or OPEN 10: the time was up, ten had closed)
 * </pre>
 */
public final class PeerMain {

    private static final int BACKLOG = 1_000;

    private final ConnectionCounter ledger = new ConnectionCounter();
    private final List<ServerSocket> listeners = new ArrayList<>();

    private PeerMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        PeerMain peers = new PeerMain();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            System.out.println(peers.answer(command.split(" ")));
        }
    }

    private String answer(String[] command) throws IOException, InterruptedException {
        return switch (command[0]) {
            case "LISTEN" -> "PORT " + listen(PeerScript.valueOf(command[1]));
            case "CALL" ->
                "CALLED "
                        + call(
                                Integer.parseInt(command[1]),
                                PeerScript.valueOf(command[2]),
                                Integer.parseInt(command[3]));
            case "AWAIT" ->
                (ledger.awaitAllClosed(Long.parseLong(command[1])) ? "CLOSED " : "OPEN ") + ledger.closedSoFar();
            default -> throw new IllegalArgumentException(command[0]);
        };
    }

    private int listen(PeerScript script) throws IOException {
        ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        listeners.add(listener);
        new Conversation(script, ledger).acceptAll(listener);
        return listener.getLocalPort();
    }

    private int call(int port, PeerScript script, int clients) {
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        for (int i = 0; i < clients; i++) {
            new Conversation(script, ledger).call(server);
        }
        return clients;
    }
}
