package dev.lastack.it.harness;

import static org.awaitility.Awaitility.await;

import dev.lastack.it.oracle.ProcNetTcp;
import dev.lastack.it.oracle.TcpEntry;
import dev.lastack.it.oracle.TcpState;
import dev.lastack.it.peer.PeerScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.awaitility.core.ConditionFactory;

/**
 * One connection of the peer's.
 *
 * @param raw the TCP connection
 * @param outer what bytes go through: {@code raw} itself, or TLS over it that leaves {@code raw} alone when it closes
 */
record Conversation(Socket raw, Socket outer) {

    static Conversation plain(Socket raw) {
        return new Conversation(raw, raw);
    }

    static Conversation tls(Socket raw, Keystore keystore) throws IOException {
        SSLSocket outer = (SSLSocket) keystore.context()
                .getSocketFactory()
                .createSocket(raw, "localhost", raw.getPort(), /* autoClose= */ false);
        outer.setUseClientMode(false);
        return new Conversation(raw, outer);
    }

    InputStream in() throws IOException {
        return outer.getInputStream();
    }

    /** The caller closes {@code raw} afterwards. */
    void follow(PeerScript script) throws IOException {
        switch (script) {
            case WAIT_FOR_EOF -> drain();
            case CLOSE -> {}
            case HALF_CLOSE -> {
                raw.shutdownOutput();
                drain();
            }
            case RESET -> raw.setSoLinger(true, 0);
            case ANSWER -> {
                answer();
                drain();
                awaitProgramLetGo();
            }
            case ANSWER_AND_CLOSE -> answer();
            case CROSS_FINS -> crossFins();
            case CLOSE_NOTIFY -> {
                // Not close(): that says user_canceled first, upon which the program's SSLSocket closes TCP by itself.
                outer.shutdownOutput();
                drain();
            }
        }
    }

    private void answer() throws IOException {
        OutputStream out = outer.getOutputStream();
        out.write(new byte[PeerScript.ANSWER_BYTES]);
        out.flush();
    }

    /**
     * Until the program's FIN. Over TLS too: an SSLSocket that reads the program's close_notify may answer it, and data
     * for a closed program is answered by a reset.
     */
    private void drain() throws IOException {
        drain(raw.getInputStream());
    }

    private static void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        while (in.read(buffer) >= 0) {
            // unread bytes would turn our close into a reset
        }
    }

    private void crossFins() throws IOException {
        poll().until(() -> programsEnd().anyMatch(entry -> entry.state() == TcpState.FIN_WAIT1));
        raw.shutdownOutput();
        awaitProgramLetGo();
        drain();
    }

    /**
     * The program's close is two steps, FIN and release, and unread data turns the second into a reset only while we
     * have not closed in between.
     */
    private void awaitProgramLetGo() {
        poll().until(() -> {
            boolean once = programLetGo(); // one pass over the kernel's table may miss an entry
            return once && programLetGo();
        });
    }

    private boolean programLetGo() {
        return programsEnd().allMatch(entry -> entry.inode() == 0);
    }

    private static ConditionFactory poll() {
        return await().atMost(Bounds.EVENT).pollInterval(Duration.ofMillis(5));
    }

    private Stream<TcpEntry> programsEnd() {
        return ProcNetTcp.all(entry -> entry.localPort() == raw.getPort() && entry.remotePort() == raw.getLocalPort())
                .stream();
    }
}
