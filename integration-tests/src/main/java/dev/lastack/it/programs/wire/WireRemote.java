package dev.lastack.it.programs.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Arguments: {@code address of the wire, address for control, address of the watched side, connections of each kind}.
 * Does what the watched side says on the control connection, line by line, and answers {@code ok} when it is done.
 */
final class WireRemote {

    private final InetAddress wire;
    private final InetAddress local;
    private final int each;
    private final Map<Integer, WireListener> listeners = new HashMap<>();
    private final KernelTable kernel = new KernelTable();
    private Batch batch = new Batch();

    private WireRemote(String wire, String local, int each) throws IOException {
        this.wire = InetAddress.getByName(wire);
        this.local = InetAddress.getByName(local);
        this.each = each;
        for (WireManner manner : WireManner.values()) {
            for (WireTransport transport : WireTransport.values()) {
                int port = WirePorts.atRemote(manner, transport);
                listeners.put(port, ours(port).listen(this.wire, port));
            }
        }
    }

    /** A socket closes otherwise than a channel does (it shuts down first): half of the kinds meet the one, half the other. */
    private static WireTransport ours(int port) {
        return port % 2 == 0 ? WireTransport.SOCKET : WireTransport.CHANNEL;
    }

    public static void main(String[] args) throws Exception {
        WireRemote remote = new WireRemote(args[0], args[2], Integer.parseInt(args[3]));
        Thread http = new Thread(new HttpOnce(new ServerSocket(WirePorts.HTTP, 1024, remote.wire)), "http");
        http.setDaemon(true);
        http.start();
        try (ServerSocket control = new ServerSocket(WirePorts.CONTROL, 1, InetAddress.getByName(args[1]))) {
            System.out.println("LISTEN");
            try (Socket boss = control.accept()) {
                remote.obey(boss);
            }
        }
    }

    private void obey(Socket boss) throws Exception {
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(boss.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter answers = new PrintWriter(boss.getOutputStream(), true, StandardCharsets.UTF_8);
        String order;
        while ((order = orders.readLine()) != null) {
            String[] words = order.split(" ");
            WireManner manner = WireManner.valueOf(words[1]);
            switch (words[0]) {
                case "open" -> open(manner);
                case "take" -> take(manner, words[2]);
                case "end" -> batch.end();
                default -> throw new IllegalArgumentException(order);
            }
            answers.println("ok");
        }
    }

    private void open(WireManner manner) throws IOException {
        batch = new Batch();
        for (WireTransport transport : WireTransport.values()) {
            int here = WirePorts.atRemote(manner, transport);
            int there = WirePorts.atLocal(manner, transport);
            for (int i = 0; i < each; i++) {
                batch.add(Objects.requireNonNull(listeners.get(here)).accept());
                batch.add(ours(there).connect(new InetSocketAddress(local, there)));
            }
        }
    }

    private void take(WireManner manner, String step) throws Exception {
        if (step.equals("seeData")) {
            kernel.awaitData(manner, batch.size());
        } else {
            batch.take(step);
        }
    }
}
