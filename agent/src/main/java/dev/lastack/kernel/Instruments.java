package dev.lastack.kernel;

import dev.lastack.snapshot.TcpState;
import java.io.FileDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The instruments that work here. Each proves itself on a loopback connection before it is relied on; one that does not
 * is replaced by one that answers nothing, and {@link #notes} says so.
 */
public record Instruments(SocketProbe probe, FinWatch finWatch, List<String> notes) {

    private static final int PROOF_MILLIS = 2_000;

    /** Before the hooks are live, so that the proof's own connection is never seen. */
    public static Instruments proved() {
        List<String> notes = new ArrayList<>();
        SocketProbe probe = SocketProbe.NONE;
        FinWatch watch = null;
        try (LoopbackPair pair = LoopbackPair.open()) {
            FileDescriptor fd = pair.nearDescriptor();
            LinuxSocketProbe linux = new LinuxSocketProbe();
            boolean established = linux.tcpState(fd) == TcpState.ESTABLISHED.number()
                    && AtClose.tcpState(linux.atClose(fd, ReadState.OPEN, Linger.NOT_ZERO, false))
                            == TcpState.ESTABLISHED.number();
            watch = epollOrNull();
            if (watch != null) {
                watch.add(pair.nearNumber());
            }
            pair.closeFar();
            if (watch != null && !tells(watch, pair.nearNumber())) {
                watch.close();
                watch = null;
            }
            if (established && becomesCloseWait(linux, fd)) {
                probe = linux;
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            notes.add("the kernel could not be asked: " + e);
        }
        if (!probe.works()) {
            notes.add("TCP states could not be asked of the kernel: first closers are concluded from Java calls");
        }
        if (watch == null) {
            notes.add("no epoll: a remote close on a connection that nobody reads is not noticed");
            watch = new TimerFinWatch();
        }
        return new Instruments(probe, watch, List.copyOf(notes));
    }

    private static @Nullable FinWatch epollOrNull() {
        try {
            return new EpollFinWatch();
        } catch (IOException | RuntimeException | LinkageError e) {
            return null;
        }
    }

    private static boolean tells(FinWatch watch, int number) throws IOException {
        boolean[] told = new boolean[1];
        long until = System.nanoTime() + PROOF_MILLIS * 1_000_000L;
        while (!told[0] && System.nanoTime() < until) {
            watch.await(50, ended -> told[0] |= ended == number);
        }
        return told[0];
    }

    private static boolean becomesCloseWait(SocketProbe probe, FileDescriptor fd) {
        long until = System.nanoTime() + PROOF_MILLIS * 1_000_000L;
        while (System.nanoTime() < until) {
            if (probe.tcpState(fd) == TcpState.CLOSE_WAIT.number()
                    && AtClose.tcpState(probe.atClose(fd, ReadState.OPEN, Linger.NOT_ZERO, false))
                            == TcpState.CLOSE_WAIT.number()) {
                return true;
            }
        }
        return false;
    }
}
