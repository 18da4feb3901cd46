package dev.lastack.it.programs.cases;

import dev.lastack.it.oracle.TcpState;
import dev.lastack.it.peer.PeerScript;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** The last reference to a SocketChannel is dropped: it has no cleaner, nothing ever closes it. */
final class DroppedChannels {

    private static final List<WeakReference<SocketChannel>> DROPPED = new ArrayList<>();

    private DroppedChannels() {}

    public static void main(String[] args) throws IOException {
        CaseRun run = CaseRun.of(args);
        for (int i = 0; i < CaseRun.CONNECTIONS; i++) {
            if (run.bad()) {
                openAndForget(run);
            } else {
                openAndClose(run);
            }
        }
        run.oracle().await("collected", () -> {
            System.gc();
            return DROPPED.stream().allMatch(channel -> channel.refersTo(null));
        });
        run.end(TcpState.CLOSE_WAIT);
    }

    private static void openAndForget(CaseRun run) throws IOException {
        SocketChannel channel = SocketChannel.open(run.address());
        channel.write(PeerScript.CLOSE.buffer());
        DROPPED.add(new WeakReference<>(channel));
    }

    private static void openAndClose(CaseRun run) throws IOException {
        try (SocketChannel channel = SocketChannel.open(run.address())) {
            channel.write(PeerScript.CLOSE.buffer());
        }
    }
}
