package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.track.close.TcpStateNumbers;
import java.io.FileDescriptor;
import java.net.InetSocketAddress;
import java.net.LastAckHooks;
import java.net.LastAckNettySink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sun.nio.ch.LastAckKernel;

/** Guards what an open connection holds, besides the stacks that it shares with others. */
class MemoryOfAConnectionTest {

    private static final long BYTES = 300;

    /** Enough to tell their objects from those of what else this JVM does. */
    private static final int CONNECTIONS = 2_500;

    private static final int FIRST_NUMBER = 1_000;
    private static final InetSocketAddress REMOTE = new InetSocketAddress(TrackerFixture.REMOTE, 443);
    private static final InetSocketAddress LISTENER = new InetSocketAddress(TrackerFixture.LISTENER, 8080);

    private final FakeProbe probe = new FakeProbe();
    private final TrackerFixture fixture = new TrackerFixture(probe, new FakeFinWatch());

    /** What belongs to the application. */
    private final List<Object> owners = new ArrayList<>();

    /** How a connection is made, and everything done to it that is remembered. */
    enum Kind {
        SOCKET {
            @Override
            void leak(Tracker tracker, Owner owner) {
                tracker.opened(
                        owner.fd,
                        owner.inner,
                        LastAckHooks.SOCKET,
                        true,
                        TrackerFixture.REMOTE,
                        443,
                        TrackerFixture.LISTENER,
                        80);
                tracker.written(owner.fd, 1);
                tracker.read(owner.fd);
                tracker.asks().asked(owner.fd, true);
                tracker.endOfStream(owner.fd);
            }
        },
        ACCEPTED_BY_NETTY_NIO {
            @Override
            void leak(Tracker tracker, Owner owner) {
                tracker.opened(
                        owner.fd,
                        owner.inner,
                        LastAckHooks.NIO,
                        true,
                        TrackerFixture.REMOTE,
                        443,
                        TrackerFixture.LISTENER,
                        80);
                tracker.netty().registering(owner.channel, owner.fd, -1, "netty-nio", true, null, null);
                use(tracker, owner, owner.fd, -1);
                tracker.endOfStream(owner.fd);
            }
        },
        CONNECTED_BY_NETTY_NIO {
            @Override
            void leak(Tracker tracker, Owner owner) {
                tracker.netty().registering(owner.channel, owner.fd, -1, "netty-nio", false, null, null);
                tracker.opened(owner.fd, owner.inner, LastAckHooks.NIO, false, TrackerFixture.REMOTE, 443, null, 0);
                use(tracker, owner, owner.fd, -1);
                tracker.endOfStream(owner.fd);
            }
        },
        ACCEPTED_BY_NETTY_EPOLL {
            @Override
            void leak(Tracker tracker, Owner owner) {
                int number = owner.number;
                tracker.netty().registering(owner.channel, null, number, "netty-epoll", true, REMOTE, LISTENER);
                use(tracker, owner, null, number);
                tracker.netty().received(owner.channel, number);
                tracker.netty().inputEnded(owner.channel, number);
            }
        },
        CONNECTED_BY_NETTY_EPOLL {
            @Override
            void leak(Tracker tracker, Owner owner) {
                int number = owner.number;
                tracker.netty().registering(owner.channel, null, number, "netty-epoll", false, null, null);
                tracker.netty().active(owner.channel, number, REMOTE, null);
                use(tracker, owner, null, number);
                tracker.netty().received(owner.channel, number);
                tracker.netty().inputEnded(owner.channel, number);
            }
        };

        abstract void leak(Tracker tracker, Owner owner);

        private static void use(Tracker tracker, Owner owner, FileDescriptor jdk, int number) {
            LastAckNettySink netty = tracker.netty();
            netty.writeAsked(owner.channel, jdk, number);
            netty.readingSwitchedOff(owner.channel, jdk, number);
            netty.closeAsked(owner.channel, jdk, number);
        }
    }

    /** Of Netty on the JDK's NIO both channels, in the same weak relation to us. */
    private record Owner(int number, FileDescriptor fd, Object inner, Object channel) {

        Owner(int number) {
            this(number, LastAckKernel.descriptor(number), new Object(), new Object());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void openConnection_holdsLittle(Kind kind) throws JMException {
        probe.state = TcpStateNumbers.CLOSE_WAIT;
        for (int i = 0; i < CONNECTIONS; i++) {
            owners.add(new Owner(FIRST_NUMBER + i));
        }
        LiveObjects before = LiveObjects.now();
        owners.forEach(owner -> kind.leak(fixture.tracker, (Owner) owner));
        Map<String, Long> held = LiveObjects.now().bytesOfEach(CONNECTIONS, before);

        assertThat(fixture.table.at(FIRST_NUMBER + CONNECTIONS - 1).captures().eofStack)
                .isNotNull();
        assertThat(held.values().stream().mapToLong(Long::longValue).sum())
                .describedAs("bytes of each: %s", held)
                .isBetween(128L, BYTES);
    }
}
