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

    /** Names the port of a peer that runs already. */
    static final String PORT = "lastack.bench.peer";

    private final int port;
    private final @Nullable Process process;

    private Peer(int port, @Nullable Process process) {
        this.port = port;
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
        return new Peer(Integer.parseInt(line.strip()), process);
    }

    /** The one whose port was handed in, else a new one: so a benchmark also runs alone. */
    static Peer find() throws IOException {
        String port = System.getProperty(PORT);
        return port == null ? start() : new Peer(Integer.parseInt(port), null);
    }

    int port() {
        return port;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** A shared one stays. */
    @Override
    public void close() {
        if (process != null) {
            process.destroy();
        }
    }
}
