package dev.lastack.track;

import dev.lastack.kernel.FinWatch;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts what enters and leaves the set; tells of the numbers that the test puts in {@link #events}. Never waits. */
final class FakeFinWatch implements FinWatch {

    final List<Integer> added = new ArrayList<>();
    final List<Integer> removed = new ArrayList<>();
    final Deque<Integer> events = new ArrayDeque<>();
    final List<Integer> timeouts = new ArrayList<>();
    int wakeUps;
    boolean closed;

    @Nullable
    IOException failOnce;

    @Override
    public void add(int descriptorNumber) {
        added.add(descriptorNumber);
    }

    @Override
    public void remove(int descriptorNumber) {
        removed.add(descriptorNumber);
    }

    @Override
    public void await(int timeoutMillis, Listener listener) throws IOException {
        timeouts.add(timeoutMillis);
        IOException failure = failOnce;
        if (failure != null) {
            failOnce = null;
            throw failure;
        }
        while (!events.isEmpty()) {
            listener.ended(events.remove());
        }
    }

    @Override
    public void wake() {
        wakeUps++;
    }

    @Override
    public boolean works() {
        return true;
    }

    @Override
    public void close() {
        closed = true;
    }
}
