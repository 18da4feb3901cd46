package dev.lastack.it.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A real VictoriaMetrics on loopback, which receives OpenTelemetry's protocol and answers Prometheus' queries: Debian's
 * Prometheus is built without its receiver. Empty of everything when it starts.
 */
public final class VictoriaMetricsServer implements AutoCloseable {

    /** The path to the receiver, to which an exporter appends its own. */
    public static final String OTLP = "/opentelemetry";

    private static final String EXECUTABLE = System.getProperty("lastack.it.victoria-metrics", "victoria-metrics");

    /** What it is not told for so long is gone, as it asks nobody who could say so: five minutes, unless told otherwise. */
    private static final String GONE_AFTER = "4s";

    private final Process process;
    private final PromqlApi api;

    private VictoriaMetricsServer(Process process, int port) {
        this.process = process;
        this.api = new PromqlApi(port);
    }

    /** Whether there is one, and new enough to receive. */
    public static boolean isInstalled() {
        return InstalledCommand.prints("opentelemetry.usePrometheusNaming", EXECUTABLE, "-help");
    }

    /**
     * Starts one.
     *
     * @param naming whether it is to make Prometheus' names of OpenTelemetry's
     */
    public static VictoriaMetricsServer start(int port, boolean naming) throws IOException {
        Path folder = Layout.newRunFolder("victoria-metrics");
        List<String> command = new ArrayList<>(List.of(
                EXECUTABLE,
                "-storageDataPath=" + folder.resolve("data"),
                "-search.latencyOffset=0s",
                "-search.maxLookback=" + GONE_AFTER,
                "-httpListenAddr=127.0.0.1:" + port));
        if (naming) {
            command.add("-opentelemetry.usePrometheusNaming");
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        return new VictoriaMetricsServer(process, port);
    }

    /** What it has stored. */
    public PromqlApi stored() {
        return api;
    }

    /** It listens still, and answers nobody. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Its port is free then. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
