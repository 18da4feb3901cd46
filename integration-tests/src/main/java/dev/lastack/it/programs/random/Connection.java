package dev.lastack.it.programs.random;

import dev.lastack.it.oracle.TcpEntry;
import dev.lastack.it.oracle.TcpState;
import java.io.IOException;

/** One connection with both its ends, and the order in which they act. */
record Connection(Manner manner, End first, End second) {

    void prepare() throws IOException {
        if (manner.needsUnreadData()) {
            second.write();
        }
    }

    void actFirst() throws IOException {
        manner.first(first);
    }

    void actSecond() throws IOException {
        manner.second(second);
    }

    void finish() throws IOException {
        manner.afterSecond(second);
        manner.third(first);
    }

    boolean isPrepared(KernelView kernel) {
        TcpEntry entry = kernel.entry(first, second);
        return !manner.needsUnreadData() || (entry != null && entry.unreadBytes() > 0);
    }

    /** What the first end did has arrived at the second. */
    boolean hasArrived(KernelView kernel) {
        TcpEntry entry = kernel.entry(second, first);
        return manner.resets() ? entry == null : entry != null && entry.state() == TcpState.CLOSE_WAIT;
    }

    boolean isOver(KernelView kernel) {
        return kernel.entry(first, second) == null && kernel.entry(second, first) == null;
    }
}
