package dev.lastack.it.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Two hosts and a wire between them: two network namespaces with a pair of virtual Ethernet devices. They have no
 * name, and are gone when the two processes that hold them are, which end with this one at the latest. Needs root,
 * util-linux and iproute2; {@link #impossible} tells.
 */
public final class Wire implements AutoCloseable {

    public static final String DEVICE = "wire0";
    public static final String LOCAL = "10.77.0.1";
    public static final String REMOTE = "10.77.0.2";

    /** Another address of the same host, for what is not to be disturbed. */
    public static final String REMOTE_CONTROL = "10.77.1.2";

    private static final String LOCAL_CONTROL = "10.77.1.1";

    private final Process local;
    private final Process remote;

    private Wire(Process local, Process remote) {
        this.local = local;
        this.remote = remote;
    }

    public static Wire make() throws IOException {
        Process local = host();
        Process remote = host();
        Wire wire = new Wire(local, remote);
        try {
            wire.pull();
        } catch (IOException | RuntimeException e) {
            wire.close();
            throw e;
        }
        return wire;
    }

    /** Null where it is; else the reason why not, for people. */
    public static @Nullable String impossible() {
        try {
            make().close();
            return null;
        } catch (IOException e) {
            return "no two network namespaces with a wire between them can be made here (needs root, unshare, nsenter"
                    + " and ip): " + e.getMessage();
        }
    }

    private static Process host() throws IOException {
        Process host = new ProcessBuilder("unshare", "--net", "sh", "-c", "ip link set lo up && echo UP && cat")
                .redirectErrorStream(true)
                .start();
        String line =
                new BufferedReader(new InputStreamReader(host.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (!"UP".equals(line)) {
            host.destroy();
            throw new IOException("a network namespace cannot be made: " + line);
        }
        return host;
    }

    private void pull() throws IOException {
        inLocal(
                "ip",
                "link",
                "add",
                DEVICE,
                "address",
                "02:00:00:00:00:01",
                "type",
                "veth",
                "peer",
                "name",
                "wire1",
                "address",
                "02:00:00:00:00:02",
                "netns",
                Long.toString(remote.pid()));
        inLocal("ip", "address", "add", LOCAL + "/24", "dev", DEVICE);
        inLocal("ip", "address", "add", LOCAL_CONTROL + "/24", "dev", DEVICE);
        inLocal("ip", "link", "set", DEVICE, "up");
        inRemote("ip", "address", "add", REMOTE + "/24", "dev", "wire1");
        inRemote("ip", "address", "add", REMOTE_CONTROL + "/24", "dev", "wire1");
        inRemote("ip", "link", "set", "wire1", "up");
    }

    /** What a command needs before it to run at this end. */
    public List<String> local() {
        return at(local);
    }

    public List<String> remote() {
        return at(remote);
    }

    private static List<String> at(Process host) {
        return List.of("nsenter", "--net=/proc/" + host.pid() + "/ns/net");
    }

    private void inLocal(String... command) throws IOException {
        run(local(), command);
    }

    private void inRemote(String... command) throws IOException {
        run(remote(), command);
    }

    private static void run(List<String> where, String... command) throws IOException {
        List<String> all = new ArrayList<>(where);
        all.addAll(List.of(command));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String said = Objects.requireNonNullElse(output.readLine(), "");
            if (!process.waitFor(Bounds.EVENT.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        end(local);
        end(remote);
    }

    private static void end(Process host) {
        try {
            host.getOutputStream().close();
            host.waitFor(Bounds.EVENT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            host.destroyForcibly();
        }
    }
}
