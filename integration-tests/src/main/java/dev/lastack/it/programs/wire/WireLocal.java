package dev.lastack.it.programs.wire;

import dev.lastack.it.oracle.Pause;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The watched side. Arguments: {@code own address, the remote's, the remote's for control, device, connections of each
 * kind, connections by HTTP}. Prints {@code TIME_WAIT role port count} of the kernel's table for each kind.
 */
final class WireLocal {

    private static final int HELD_MILLIS = 250;

    /** Of the remote's end of the wire, and of nobody's. */
    private static final String ITS_HARDWARE = "02:00:00:00:00:02";

    private static final String NOBODYS_HARDWARE = "02:00:00:00:00:99";

    private final InetAddress remote;
    private final String device;
    private final int each;
    private final BufferedReader answers;
    private final PrintWriter orders;
    private final KernelTable kernel = new KernelTable();
    private long longestRaceMicros;
    private final Map<Integer, WireListener> listeners = new HashMap<>();

    private WireLocal(String own, String remote, Socket control, String device, int each) throws IOException {
        this.remote = InetAddress.getByName(remote);
        this.device = device;
        this.each = each;
        answers = new BufferedReader(new InputStreamReader(control.getInputStream(), StandardCharsets.UTF_8));
        orders = new PrintWriter(control.getOutputStream(), true, StandardCharsets.UTF_8);
        for (WireManner manner : WireManner.values()) {
            for (WireTransport transport : WireTransport.values()) {
                int port = WirePorts.atLocal(manner, transport);
                listeners.put(port, transport.listen(InetAddress.getByName(own), port));
            }
        }
    }

    public static void main(String[] args) throws Exception {
        try (Socket control = new Socket(args[2], WirePorts.CONTROL)) {
            WireLocal program = new WireLocal(args[0], args[1], control, args[3], Integer.parseInt(args[4]));
            program.http(args[1], Integer.parseInt(args[5]));
            for (WireManner manner : WireManner.values()) {
                program.run(manner);
            }
            System.out.println("LONGEST_RACE_STEP " + program.longestRaceMicros);
        }
        System.out.println("TIME_WAIT all " + KernelTable.allTimeWaits());
        // The groups of AsynchronousSocketChannel have threads of their own.
        Runtime.getRuntime().exit(0);
    }

    private void http(String host, int connections) throws Exception {
        URI uri = URI.create("http://" + host + ":" + WirePorts.HTTP + "/");
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; i < connections; i++) {
            client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
            HttpURLConnection old = (HttpURLConnection) uri.toURL().openConnection();
            old.getInputStream().readAllBytes();
        }
    }

    private void run(WireManner manner) throws Exception {
        Batch batch = open(manner);
        for (String step : manner.steps()) {
            String what = step.substring(step.indexOf(':') + 1);
            switch (step.substring(0, step.indexOf(':'))) {
                case "L" -> here(manner, batch, what);
                case "R" -> {
                    order("take " + manner + " " + what);
                    awaitAnswer();
                }
                default -> {
                    order("take " + manner + " " + what);
                    longestRaceMicros = Math.max(longestRaceMicros, batch.take(what));
                    awaitAnswer();
                }
            }
        }
        finish(manner, batch);
    }

    private Batch open(WireManner manner) throws IOException {
        Batch batch = new Batch();
        order("open " + manner);
        for (WireTransport transport : WireTransport.values()) {
            for (int i = 0; i < each; i++) {
                batch.add(transport.connect(new InetSocketAddress(remote, WirePorts.atRemote(manner, transport))));
            }
        }
        for (WireTransport transport : WireTransport.values()) {
            WireListener listener = Objects.requireNonNull(listeners.get(WirePorts.atLocal(manner, transport)));
            for (int i = 0; i < each; i++) {
                batch.add(listener.accept());
            }
        }
        awaitAnswer();
        return batch;
    }

    private void here(WireManner manner, Batch batch, String step) throws Exception {
        switch (step) {
            case "seeFin" -> kernel.awaitFin(manner);
            case "seeData" -> kernel.awaitData(manner, batch.size());
            case "hold" -> Pause.of(HELD_MILLIS);
            case "cut" -> reach(NOBODYS_HARDWARE);
            case "restore" -> reach(ITS_HARDWARE);
            default -> batch.take(step);
        }
    }

    /** What we send goes to this hardware address: to nobody's, and it is lost on the wire. */
    private void reach(String hardware) throws IOException, InterruptedException {
        List<String> command = List.of(
                "ip",
                "neigh",
                "replace",
                remote.getHostAddress(),
                "lladdr",
                hardware,
                "dev",
                device,
                "nud",
                "permanent");
        int exitCode = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exitCode != 0) {
            throw new IOException(command + " ended with " + exitCode);
        }
    }

    private void finish(WireManner manner, Batch batch) throws IOException {
        if (!manner.neverEnds()) {
            order("end " + manner);
            awaitAnswer();
        }
        batch.end();
        if (!manner.neverEnds()) {
            kernel.awaitOnlyTimeWait(manner);
        }
        for (WireTransport transport : WireTransport.values()) {
            print("client", WirePorts.atRemote(manner, transport));
            print("server", WirePorts.atLocal(manner, transport));
        }
    }

    private void print(String role, int listener) {
        System.out.println("TIME_WAIT " + role + " " + listener + " " + kernel.timeWaits(listener));
    }

    private void order(String order) {
        orders.println(order);
    }

    private void awaitAnswer() throws IOException {
        String answer = answers.readLine();
        if (!"ok".equals(answer)) {
            throw new IOException("the remote says " + answer);
        }
    }
}
