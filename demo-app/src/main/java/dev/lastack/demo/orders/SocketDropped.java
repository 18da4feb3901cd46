package dev.lastack.demo.orders;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lastack.demo.peer.PeerScript;
import dev.lastack.demo.peer.Peers;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Forgets its sockets unclosed. The garbage collector's cleaner closes them in the end, whenever it happens to run. */
public final class SocketDropped implements Scenario {

    /** Three times the threshold that the demonstration runs with. */
    private static final long NO_COLLECTION_MILLIS = 900;

    @Override
    public void run(int connections, Peers peers) throws IOException, InterruptedException {
        InetSocketAddress courier = peers.listen(PeerScript.HANGS_UP_LATER);
        List<WeakReference<Socket>> dropped = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            dropped.add(notifyCourier(courier, i));
        }
        peers.awaitHungUp();
        Thread.sleep(NO_COLLECTION_MILLIS);
        Garbage.collectUntilGone(dropped);
    }

    private static WeakReference<Socket> notifyCourier(InetSocketAddress courier, int order) throws IOException {
        Socket socket = new Socket(courier.getAddress(), courier.getPort());
        byte[] parcel = ("parcel " + order + "\n").getBytes(US_ASCII);
        socket.getOutputStream().write(parcel);
        socket.getInputStream().readNBytes("DONE ".length() + parcel.length);
        return new WeakReference<>(socket); // The fault: nobody closes it, and from here on nobody can.
    }
}
