package dev.lastack.it.programs.random;

import dev.lastack.it.oracle.TcpEntry;
import dev.lastack.it.oracle.TcpState;
import java.io.IOException;

/** One connection with both its ends, and the order in which they act. */
record ConnectionWithBothEnds(CloseSequence sequence, End first, End second) {

    void prepare() throws IOException {
        if (sequence.needsUnreadData()) {
            second.write();
        }
    }

    void actFirst() throws IOException {
        sequence.first(first);
    }

    void actSecond() throws IOException {
        sequence.second(second);
    }

    void finish() throws IOException {
        sequence.afterSecond(second);
        sequence.third(first);
    }

    boolean isPrepared(KernelView kernel) {
        TcpEntry entry = kernel.entry(first, second);
        return !sequence.needsUnreadData() || (entry != null && entry.unreadBytes() > 0);
    }

    /** What the first end did has arrived at the second. */
    boolean hasArrived(KernelView kernel) {
        TcpEntry entry = kernel.entry(second, first);
        return sequence.resets() ? entry == null : entry != null && entry.state() == TcpState.CLOSE_WAIT;
    }

    boolean isOver(KernelView kernel) {
        return kernel.entry(first, second) == null && kernel.entry(second, first) == null;
    }
}
