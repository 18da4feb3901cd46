package dev.lastack.it.oracle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What a conversation went through while a program waited: a state that was passed by says more than the last one. */
final class Changes {

    private static final int MOST = 32;

    private final long since = System.nanoTime();
    private final Deque<String> seen = new ArrayDeque<>();
    private List<TcpEntry> last = List.of();

    void see(List<TcpEntry> now) {
        if (seen.isEmpty() || !now.equals(last)) {
            last = now;
            if (seen.size() == MOST) {
                seen.removeFirst();
            }
            seen.addLast("after " + (System.nanoTime() - since) / 1_000_000 + " ms " + now);
        }
    }

    @Override
    public String toString() {
        return String.join(", ", seen);
    }
}
