package dev.lastack.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@link PeerMain}, started or shared: with and without agent talk to the same one, warmed up alike. */
final class Peer implements AutoCloseable {

    /** Names the ports of a peer that runs already. */
    private static final String PORTS = "lastack.bench.peer";

    private final int port;

    /** Where connections are held, see {@link HeldConnectionsPeer}. */
    private final int holderPort;

    private final @Nullable Process process;

    private Peer(String ports, @Nullable Process process) {
        String[] both = ports.strip().split(" ", 2);
        this.port = Integer.parseInt(both[0]);
        this.holderPort = Integer.parseInt(both[1]);
        this.process = process;
    }

    static Peer start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Jvm.java(), "-Xmx128m", "-cp", System.getProperty("java.class.path"), PeerMain.class.getName());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = reader.readLine();
        if (line == null) {
            throw new IOException("the peer did not start");
        }
        return new Peer(line, process);
    }

    /** The one whose port was handed in, else a new one: so a benchmark also runs alone. */
    static Peer find() throws IOException {
        String ports = System.getProperty(PORTS);
        return ports == null ? start() : new Peer(ports, null);
    }

    /** For a JVM that is to use this one. */
    String jvmArgument() {
        return "-D" + PORTS + "=" + port + " " + holderPort;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    InetSocketAddress holder() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), holderPort);
    }

    /** A shared one stays. */
    @Override
    public void close() {
        if (process != null) {
            process.destroy();
        }
    }
}
