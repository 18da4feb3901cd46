package dev.lastack.track.listener;

import dev.lastack.kernel.SocketProbe;
import dev.lastack.snapshot.TcpState;
import dev.lastack.snapshot.Transport;
import dev.lastack.track.propagation.CallerPropagation;
import dev.lastack.track.stack.RawStack;
import java.io.FileDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.LastAckKernel;

/**
 * The listeners of the process, by descriptor number, the identity of the {@link FileDescriptor} checked. Lock-free. A
 * few at a time as a rule: two whose numbers are a multiple of the table's size apart share a place, and the later one
 * has it.
 *
 * <p>That one was closed is seen when it is looked at: no hook tells.
 */
public final class Listeners {

    private static final int SLOTS = 1 << 10;

    /** A thread that was not let run for this many intervals knows nothing of those that were not either. */
    private static final int STARVED = 3;

    private final AtomicReferenceArray<@Nullable Listener> slots = new AtomicReferenceArray<>(SLOTS);
    private final AtomicInteger count = new AtomicInteger();
    private long lookedNanos = System.nanoTime();

    /** A hook: who asks for a listener that an event loop will bind. */
    public void asked(FileDescriptor fd, Transport transport, CallerPropagation propagation) {
        put(new Listener(fd, transport, propagation.openStack()));
    }

    /** A hook. */
    public void listening(FileDescriptor fd, Transport transport, int backlog, CallerPropagation propagation) {
        Listener asked = get(fd);
        if (asked == null || asked.listens) {
            asked(fd, transport, propagation);
            asked = get(fd);
        }
        if (asked != null) {
            listens(asked, backlog);
        }
    }

    /** A hook: of a native descriptor. */
    public void listening(int number, int backlog) {
        Listener asked = at(number);
        if (asked != null && !asked.listens && LastAckKernel.number(asked.fd) == number) {
            listens(asked, backlog);
        }
    }

    private static void listens(Listener listener, int backlog) {
        listener.backlog = backlog;
        listener.listens = true;
    }

    /** From before the watch. */
    public void adopt(int number, RawStack unseen) {
        Listener listener = new Listener(LastAckKernel.descriptor(number), Transport.UNKNOWN, unseen);
        listener.listens = true;
        if (slots.compareAndSet(slot(number), null, listener)) {
            count.incrementAndGet();
        }
    }

    /** A hook. */
    public void accepted(FileDescriptor fd) {
        Listener listener = get(fd);
        if (listener != null) {
            listener.accepted();
        }
    }

    /** A hook: of a native descriptor. */
    public void accepted(int number) {
        Listener listener = at(number);
        if (listener != null && LastAckKernel.number(listener.fd) == number) {
            listener.accepted();
        }
    }

    private @Nullable Listener get(FileDescriptor fd) {
        Listener found = at(LastAckKernel.number(fd));
        if (found == null || found.fd == fd) {
            return found;
        }
        boolean fromBefore =
                found.transport == Transport.UNKNOWN && LastAckKernel.number(found.fd) == LastAckKernel.number(fd);
        if (!fromBefore) {
            return null;
        }
        found.fd = fd;
        return found;
    }

    private @Nullable Listener at(int number) {
        return number < 0 ? null : slots.getAcquire(slot(number));
    }

    private void put(Listener listener) {
        int number = LastAckKernel.number(listener.fd);
        if (number >= 0 && slots.getAndSet(slot(number), listener) == null) {
            count.incrementAndGet();
        }
    }

    private static int slot(int number) {
        return number & (SLOTS - 1);
    }

    public boolean isEmpty() {
        return count.get() == 0;
    }

    /** The agent's thread: notes where somebody waits, and drops those that listen no more. */
    public void look(SocketProbe probe, long now, long intervalNanos) {
        boolean starved = now - lookedNanos > STARVED * intervalNanos;
        lookedNanos = now;
        for (int slot = 0; slot < SLOTS && !isEmpty(); slot++) {
            Listener listener = slots.getAcquire(slot);
            if (listener != null && listener.listens) {
                look(listener, slot, probe, now, starved);
            }
        }
    }

    private void look(Listener listener, int slot, SocketProbe probe, long now, boolean starved) {
        if (probe.tcpState(listener.fd) != TcpState.LISTEN.number()) {
            if (slots.compareAndSet(slot, listener, null)) {
                count.decrementAndGet();
            }
        } else if (!probe.somebodyWaits(listener.fd)) {
            listener.waitingNanos = 0;
        } else if (listener.waitingNanos == 0 || starved) {
            listener.waitingNanos = now;
        }
    }

    /** Those at which somebody waits now, and has waited for so long while nobody accepted. */
    public List<Listener> stuckFor(SocketProbe probe, long now, long nanos) {
        List<Listener> stuck = new ArrayList<>();
        for (int slot = 0; slot < SLOTS && !isEmpty(); slot++) {
            Listener listener = slots.getAcquire(slot);
            if (listener != null
                    && listener.stuckSinceNanos() != 0
                    && now - listener.stuckSinceNanos() >= nanos
                    && probe.tcpState(listener.fd) == TcpState.LISTEN.number()
                    && probe.somebodyWaits(listener.fd)) {
                stuck.add(listener);
            }
        }
        return stuck;
    }
}
