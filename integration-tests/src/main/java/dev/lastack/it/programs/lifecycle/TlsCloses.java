package dev.lastack.it.programs.lifecycle;

import dev.lastack.it.oracle.Oracle;
import dev.lastack.it.oracle.TcpState;
import dev.lastack.it.peer.PeerScript;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A TLS connection is one TCP connection with one close, in both layerings. */
final class TlsCloses {

    private TlsCloses() {}

    public static void main(String[] args) throws Exception {
        Peer peer = Peer.of(args);
        Oracle oracle = peer.oracle();
        SSLSocketFactory tls = trusting(Path.of(args[2]), args[3]);
        switch (args[0]) {
            case "direct" -> direct(peer, tls);
            case "layeredAutoClose" -> layeredAutoClose(peer, tls);
            case "layeredNoAutoClose" -> layeredNoAutoClose(peer, oracle, tls);
            case "closeNotifyIsNoFin" -> closeNotifyIsNoFin(peer, oracle, tls);
            case "remoteFirst" -> remoteFirst(peer, oracle, tls);
            default -> throw new IllegalArgumentException(args[0]);
        }
        oracle.awaitOwned(0);
        oracle.print();
    }

    private static void direct(Peer peer, SSLSocketFactory tls) throws IOException {
        try (Socket socket = tls.createSocket(peer.address().getAddress(), peer.port())) {
            ask(socket, PeerScript.ANSWER);
            readAnswer(socket);
        }
        peer.oracle().await(TcpState.TIME_WAIT, 1);
    }

    private static void layeredAutoClose(Peer peer, SSLSocketFactory tls) throws IOException {
        Socket raw = new Socket(peer.address().getAddress(), peer.port());
        try (Socket socket = tls.createSocket(raw, "localhost", peer.port(), true)) {
            ask(socket, PeerScript.ANSWER);
            readAnswer(socket);
        }
        peer.oracle().await(TcpState.TIME_WAIT, 1);
    }

    /** The outer close() says close_notify and leaves TCP alone. */
    private static void layeredNoAutoClose(Peer peer, Oracle oracle, SSLSocketFactory tls) throws IOException {
        try (Socket raw = new Socket(peer.address().getAddress(), peer.port())) {
            try (Socket socket = tls.createSocket(raw, "localhost", peer.port(), false)) {
                ask(socket, PeerScript.ANSWER);
                readAnswer(socket);
            }
            oracle.await(TcpState.ESTABLISHED, 1);
        }
        oracle.await(TcpState.TIME_WAIT, 1);
    }

    /** The reader gets -1, the TCP connection is whole. */
    private static void closeNotifyIsNoFin(Peer peer, Oracle oracle, SSLSocketFactory tls) throws IOException {
        try (Socket socket = tls.createSocket(peer.address().getAddress(), peer.port())) {
            ask(socket, PeerScript.CLOSE_NOTIFY);
            expectEof(socket.getInputStream().read());
            oracle.await(TcpState.ESTABLISHED, 1);
        }
        oracle.await(TcpState.TIME_WAIT, 1);
    }

    private static void remoteFirst(Peer peer, Oracle oracle, SSLSocketFactory tls) throws IOException {
        try (Socket socket = tls.createSocket(peer.address().getAddress(), peer.port())) {
            ask(socket, PeerScript.CLOSE);
            oracle.await(TcpState.CLOSE_WAIT, 1);
            expectEof(socket.getInputStream().read());
        }
    }

    private static void ask(Socket socket, PeerScript script) throws IOException {
        socket.getOutputStream().write(script.code());
    }

    /** Reads the peer's session tickets too: unread, they would turn our close into a reset. */
    private static void readAnswer(Socket socket) throws IOException {
        socket.getInputStream().readNBytes(PeerScript.ANSWER_BYTES);
    }

    private static void expectEof(int read) {
        if (read != -1) {
            throw new IllegalStateException("read " + read + " instead of end of stream");
        }
    }

    private static SSLSocketFactory trusting(Path keystore, String password) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            trusted.load(in, password.toCharArray());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}
