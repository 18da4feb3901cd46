package dev.lastack.track;

import dev.lastack.kernel.AcceptQueues;
import dev.lastack.kernel.OwnSockets;
import dev.lastack.kernel.SocketProbe;
import dev.lastack.snapshot.IoEvent;
import dev.lastack.snapshot.Stack;
import dev.lastack.track.connection.Clock;
import dev.lastack.track.connection.Endpoint;
import dev.lastack.track.listener.Listener;
import dev.lastack.track.listener.Listeners;
import dev.lastack.track.path.CodePathStats;
import dev.lastack.track.path.CodePathTable;
import dev.lastack.track.stack.FrameNormaliser;
import dev.lastack.track.thread.ReaderStacks;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.LastAckKernel;

/** The listeners at which nobody accepts, by the code path of what they accepted, or of their binding. */
final class StuckListeners {

    /** Shorter is the way of a busy server. */
    private static final long SHORTEST_NANOS = 20_000_000L;

    private final Listeners listeners;
    private final CodePathTable codePaths;
    private final SocketProbe probe;
    private final AcceptQueues queues = new AcceptQueues(Path.of("/proc"));

    StuckListeners(Listeners listeners, CodePathTable codePaths, SocketProbe probe) {
        this.listeners = listeners;
        this.codePaths = codePaths;
        this.probe = probe;
    }

    /** The code path table's monitor must be held. */
    Map<CodePathStats, List<dev.lastack.snapshot.Listener>> now(Clock clock) {
        Map<CodePathStats, List<dev.lastack.snapshot.Listener>> stuck = new HashMap<>();
        for (Listener listener : listeners.stuckFor(probe, clock.nanos(), SHORTEST_NANOS)) {
            InetSocketAddress address = address(listener);
            CodePathStats path = address == null
                    ? null
                    : codePaths.ofListener(
                            listener.boundStack, listener.transport, address.getAddress(), address.getPort());
            if (address != null && path != null) {
                stuck.computeIfAbsent(path, p -> new ArrayList<>()).add(describe(listener, address, clock));
            }
        }
        return stuck;
    }

    private static @Nullable InetSocketAddress address(Listener listener) {
        try {
            return LastAckKernel.localAddress(listener.fd());
        } catch (IOException e) {
            return null; // closed meanwhile
        }
    }

    private dev.lastack.snapshot.Listener describe(Listener listener, InetSocketAddress address, Clock clock) {
        FrameNormaliser normaliser = codePaths.normaliser();
        AcceptQueues.Queue queue = queues.of(OwnSockets.inode(LastAckKernel.number(listener.fd())));
        return new dev.lastack.snapshot.Listener(
                Endpoint.format(address.getAddress(), address.getPort()),
                listener.transport,
                listener.boundStack.stack(normaliser).stack,
                queue == null ? 1 : Math.max(1, queue.waiting()),
                queue == null ? -1 : queue.closeWait(),
                limit(listener),
                (clock.nanos() - listener.stuckSinceNanos()) / 1_000_000,
                listener.acceptedNanos() == 0 ? null : clock.at(listener.acceptedNanos()),
                acceptor(listener, clock, normaliser),
                listener.acceptorName());
    }

    private long limit(Listener listener) {
        long asked = listener.backlog();
        long longest = queues.longest();
        return asked > 0 && longest > 0 ? Math.min(asked, longest) : asked;
    }

    private static @Nullable IoEvent acceptor(Listener listener, Clock clock, FrameNormaliser normaliser) {
        Thread thread = listener.acceptor();
        if (thread == null || thread.getState() == Thread.State.TERMINATED) {
            return null;
        }
        Stack stack = ReaderStacks.now(thread, normaliser);
        return new IoEvent(stack, thread.getName(), clock.wall(), true);
    }
}
