package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.snapshot.Transport;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.stack.RawStack;
import java.io.FileDescriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HandoffStackTest {

    private final HandoffStack intake = new HandoffStack();

    @Test
    void pushTellsWhetherTheStripeWasEmpty() {
        assertThat(intake.push(record(), 3)).isTrue();
        assertThat(intake.push(record(), 3)).isFalse();
        assertThat(intake.push(record(), 4)).isTrue();
    }

    @Test
    void drainTakesAllOfOneStripe_newestFirst() {
        Connection first = record();
        Connection second = record();
        intake.push(first, 3);
        intake.push(second, 3);

        assertThat(intake.drain(2)).isNull();
        assertThat(intake.drain(3)).isSameAs(second);
        assertThat(second.next).isSameAs(first);
        assertThat(intake.drain(3)).isNull();
    }

    @Test
    void anyDescriptorNumber_hasAStripe() {
        intake.push(record(), -1);
        intake.push(record(), Integer.MAX_VALUE);

        assertThat(drained()).hasSize(2);
    }

    @Test
    void pushesBesideDrains_loseNothingAndGiveNothingTwice() throws InterruptedException {
        int threads = 4;
        int each = 20_000;
        CountDownLatch done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            new Thread(() -> {
                        for (int i = 0; i < each; i++) {
                            intake.push(record(), i);
                        }
                        done.countDown();
                    })
                    .start();
        }
        Set<Connection> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        int taken = 0;
        while (taken < threads * each) {
            boolean last = done.getCount() == 0;
            List<Connection> some = drained();
            taken += some.size();
            seen.addAll(some);
            if (last && some.isEmpty()) {
                break;
            }
        }

        assertThat(taken).isEqualTo(threads * each);
        assertThat(seen).hasSize(taken);
    }

    private List<Connection> drained() {
        List<Connection> all = new ArrayList<>();
        for (int stripe = 0; stripe < intake.stripes(); stripe++) {
            for (Connection c = intake.drain(stripe); c != null; c = c.next) {
                all.add(c);
            }
        }
        return all;
    }

    private static Connection record() {
        FileDescriptor fd = new FileDescriptor();
        return new Connection(fd, fd, Transport.NIO, RawStack.NONE, 1);
    }
}
