package dev.lastack.track.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.snapshot.Pooled;
import dev.lastack.snapshot.Transport;
import dev.lastack.track.connection.Clock;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.objects.MetObjects;
import dev.lastack.track.owner.ApplicationCode;
import dev.lastack.track.stack.FrameNormaliser;
import dev.lastack.track.stack.RawStack;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

/** Of very many pooled connections some are not asked, and that is said. */
class PoolStatesTest {

    private static final int CAP = 5_000;

    private SocketChannel first;
    private SocketChannel last;

    /** With the fields of HikariCP's. */
    public static class Pool {
        final String poolName = "orders";
        final Bag connectionBag;

        public Pool(List<Entry> entries) {
            this.connectionBag = new Bag(entries);
        }
    }

    record Bag(List<Entry> sharedList) {}

    /** Lent out. */
    record Entry(Object connection, int state) {
        Entry(Object connection) {
            this(connection, 1);
        }
    }

    @BeforeEach
    void open() throws IOException {
        first = SocketChannel.open();
        last = SocketChannel.open();
    }

    @AfterEach
    void close() throws IOException {
        first.close();
        last.close();
    }

    /** The first and the last of so many have a socket. */
    private PoolStates states(int connections) throws ReflectiveOperationException {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(first));
        while (entries.size() < connections - 1) {
            entries.add(new Entry("closed"));
        }
        entries.add(new Entry(last));
        Class<?> hikari = new ByteBuddy()
                .subclass(Pool.class)
                .name("com.zaxxer.hikari.pool.HikariPool")
                .make()
                .load(PoolStatesTest.class.getClassLoader())
                .getLoaded();
        MetObjects met = new MetObjects();
        met.met(hikari.getConstructor(List.class).newInstance(entries));
        return PoolStates.now(met, new FrameNormaliser(ApplicationCode.of(List.of()), 128), Clock.now());
    }

    private static @Nullable Pooled of(PoolStates states, SocketChannel channel) {
        return states.of(
                new Connection(LastAckKernel.descriptorOf(channel), channel, Transport.NIO, RawStack.NONE, 1), null);
    }

    @Test
    void asManyAsAreAsked_haveTheirPool() throws ReflectiveOperationException {
        PoolStates states = states(CAP);

        assertThat(of(states, first)).isNotNull();
        assertThat(of(states, last)).satisfies(pooled -> {
            assertThat(pooled.name()).isEqualTo("orders");
            assertThat(pooled.borrowed()).isTrue();
        });
        assertThat(states.capHit()).isEmpty();
    }

    @Test
    void more_haveNone_andThatIsSaid() throws ReflectiveOperationException {
        PoolStates states = states(CAP + 3);

        assertThat(of(states, first)).isNotNull();
        assertThat(of(states, last)).isNull();
        assertThat(states.capHit().orElseThrow()).contains(" asked for 5000 of 5003 in pools");
    }
}
