package dev.lastack.demo.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The peers in a process of their own, reached through pipes: so every TCP socket of this process belongs to the
 * service, and the agent's report, like {@code /proc}, shows nothing else.
 */
public final class PeerProcess implements Peers, AutoCloseable {

    private static final long HANG_UP_MILLIS = 10_000;

    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;

    private PeerProcess(Process process) {
        this.process = process;
        this.commands = new PrintWriter(process.outputWriter(UTF_8), true);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    public static PeerProcess start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                PeerMain.class.getName());
        // An agent that was put on the service through the environment is not meant for its peers.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        return new PeerProcess(builder.start());
    }

    @Override
    public InetSocketAddress listen(PeerScript script) throws IOException {
        int port = ask("LISTEN " + script, "PORT ");
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public void call(InetSocketAddress server, PeerScript script, int clients) throws IOException {
        ask("CALL " + server.getPort() + " " + script + " " + clients, "CALLED ");
    }

    @Override
    public int awaitHungUp() throws IOException {
        return ask("AWAIT " + HANG_UP_MILLIS, "CLOSED ");
    }

    private int ask(String command, String expected) throws IOException {
        commands.println(command);
        String answer = answers.readLine();
        if (answer == null || !answer.startsWith(expected)) {
            throw new IOException("the peer process answered " + command + " with " + answer);
        }
        return Integer.parseInt(answer.substring(expected.length()));
    }

    @Override
    public void close() {
        commands.close();
        process.destroy();
    }
}
