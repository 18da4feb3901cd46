package dev.lastack.it.programs.netty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** The other side: one byte each way, and an end. */
final class BlockingPeer {

    private BlockingPeer() {}

    static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    static void exchange(Socket peer, Behaviour behaviour) throws IOException {
        if (behaviour.exchanges()) {
            peer.getOutputStream().write(1);
            expect(peer, 1);
        }
    }

    static void answer(Socket peer) throws IOException {
        expect(peer, 1);
        peer.getOutputStream().write(2);
    }

    static void expectByte(Socket peer) throws IOException {
        expect(peer, 1);
    }

    /** Closes first, or reads the other side's close before it closes. */
    static void end(Socket peer, Behaviour behaviour) throws IOException {
        if (behaviour.peerResets()) {
            peer.setSoLinger(true, 0);
        } else if (!behaviour.peerCloses()) {
            expect(peer, -1);
        }
        peer.close();
    }

    private static void expect(Socket peer, int expected) throws IOException {
        int read = peer.getInputStream().read();
        if (read != expected) {
            throw new IllegalStateException("read " + read + " instead of " + expected);
        }
    }
}
