package dev.lastack.it.programs.lifecycle;

import dev.lastack.it.oracle.TcpState;
import dev.lastack.it.peer.PeerScript;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;

/** Through a SOCKS 5 proxy: one TCP connection, and its remote end is the proxy. */
final class SocksConnect {

    private SocksConnect() {}

    public static void main(String[] args) throws IOException {
        Peer proxy = Peer.of(args);
        connect(proxy);
        proxy.oracle().await(TcpState.TIME_WAIT, 1);
        proxy.oracle().print();
    }

    private static void connect(Peer proxy) throws IOException {
        try (Socket socket = new Socket(new Proxy(Proxy.Type.SOCKS, proxy.address()))) {
            socket.connect(InetSocketAddress.createUnresolved("behind-the-proxy.invalid", 80));
            socket.getOutputStream().write(PeerScript.WAIT_FOR_EOF.code());
        }
    }
}
