package dev.lastack.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.lastack.kernel.AtClose;
import dev.lastack.kernel.Linger;
import dev.lastack.kernel.ReadState;
import dev.lastack.kernel.SocketProbe;
import dev.lastack.track.close.TcpStateNumbers;
import java.io.FileDescriptor;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.LastAckHooks;
import java.net.LastAckNettySink;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import sun.nio.ch.LastAckKernel;

/** Guards the budget of the hot path by what can be counted: bytes, and questions to the kernel. */
class CostOfALifeTest {

    private static final int NUMBER = 1000;
    private static final int FRAMES = 30;
    private static final int LIVES = 200;
    private static final int ROUNDS = 60;

    /** A stack of more than 32 frames is two chunks of HotSpot's, 1,360 bytes; the record is 128. */
    private static final long BYTES = 1_492;

    /** More is remembered of a channel, and on a native transport the descriptor object is ours. */
    private static final long BYTES_ON_NETTY = BYTES + 192;

    /** Of JUnit's depth: three chunks of HotSpot's backtrace, and what holds it. */
    private static final long BYTES_OF_A_STACK = 3_000;

    private static final InetSocketAddress REMOTE = new InetSocketAddress(TrackerFixture.REMOTE, 443);
    private static final InetSocketAddress LISTENER = new InetSocketAddress(TrackerFixture.LISTENER, 8080);

    /** The test's own part in a life: java.io.FileDescriptor on a 64-bit VM with compressed references. */
    private static final long DESCRIPTOR_BYTES = 40;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private boolean amongThousands;
    private final CountingProbe probe = new CountingProbe();
    private final FakeFinWatch finWatch = new FakeFinWatch();
    private final TrackerFixture fixture = new TrackerFixture(probe, finWatch);

    @Test
    void healthyLife_allocatesItsOpenStackAndItsRecord() throws InterruptedException {
        assertThat(leastBytes(this::live) - DESCRIPTOR_BYTES).isBetween(400L, BYTES);
    }

    @Test
    void healthyLifeAmongThousandsASecond_allocatesItsRecordOnly() throws InterruptedException {
        amongThousands = true;
        assertThat(leastBytes(this::live) - DESCRIPTOR_BYTES).isBetween(100L, 200L);
    }

    /** Issue 16: what must not grow, on numbers that are the same on every machine. */
    @Test
    void hundredThousandLives_andAMillionUses_costWhatTheyDid() {
        amongThousands = true;
        long likeSiblings = 0;
        int asked = probe.asked.get();
        for (int life = 0; life < 100_000; life++) {
            FileDescriptor fd = open();
            likeSiblings += fixture.table.get(fd).openedLikeSiblings() ? 1 : 0;
            use(fd);
            close(fd);
            if (life % 100 == 0) {
                fixture.takeOverLater();
            }
        }
        assertThat(probe.asked.get() - asked).isEqualTo(200_000);
        assertThat(100_000 - likeSiblings).as("captured opening stacks").isLessThan(20_000);

        FileDescriptor healthy = open();
        asked = probe.asked.get();
        long begin = System.nanoTime();
        long bytes = allocated();
        for (int use = 0; use < 500_000; use++) {
            use(healthy);
        }
        assertThat(probe.asked.get() - asked).isZero();
        // one stack in 500 us at most: on a busy machine these uses take seconds instead of a tenth of one
        long stacks = 100 + (System.nanoTime() - begin) / 500_000;
        assertThat(allocated() - bytes).as("bytes of a million uses").isLessThan(stacks * BYTES_OF_A_STACK);
    }

    @Test
    void healthyLifeOfANettyChannel_allocatesLittleMore() throws InterruptedException {
        assertThat(leastBytes(this::liveOnNetty)).isBetween(400L, BYTES_ON_NETTY);
    }

    private long leastBytes(Runnable life) throws InterruptedException {
        long[] least = {Long.MAX_VALUE};
        Thread shallow = new Thread(() -> {
            for (int round = 0; round < ROUNDS; round++) {
                least[0] = Math.min(least[0], bytesOf(life));
                fixture.takeOverLater();
            }
        });
        shallow.start();
        shallow.join();
        return least[0];
    }

    @Test
    void healthyLife_asksTheKernelTwice_andNeverEntersTheEpollSet() {
        int before = probe.asked.get();
        for (int life = 0; life < 10; life++) {
            live();
        }
        fixture.takeOverLater();

        assertThat(probe.asked.get() - before).isEqualTo(20);
        assertThat(finWatch.added).isEmpty();
        assertThat(finWatch.removed).isEmpty();
    }

    @Test
    void answerThatLeftAtOnce_isNotAskedAbout() {
        assertThat(questionsOfAnAnswerOf(1)).isEqualTo(2);
        assertThat(questionsOfAnAnswerOf(536)).isEqualTo(2);
    }

    @Test
    void answerThatMayWait_costsAQuestionMore() {
        assertThat(questionsOfAnAnswerOf(537)).isEqualTo(3);
        assertThat(questionsOfAnAnswerOf(1, 1)).isEqualTo(3); // for Nagle's algorithm
        assertThat(questionsOfAnAnswerOf(70_000)).isEqualTo(3);
    }

    private int questionsOfAnAnswerOf(long... writes) {
        int before = probe.asked.get();
        FileDescriptor fd = open();
        fixture.tracker.read(fd);
        for (long bytes : writes) {
            fixture.tracker.written(fd, bytes);
        }
        close(fd);
        fixture.takeOverLater();
        return probe.asked.get() - before;
    }

    @Test
    void laterUses_askNothingAndAllocateNothing() {
        FileDescriptor fd = fixture.open(NUMBER);
        int before = probe.asked.get();
        for (int use = 0; use < 100; use++) {
            use(fd);
        }
        long bytes = Long.MAX_VALUE;
        for (int round = 0; round < 100; round++) {
            long start = allocated();
            fixture.tracker.read(fd);
            bytes = Math.min(bytes, allocated() - start);
        }

        assertThat(probe.asked.get()).isEqualTo(before);
        assertThat(bytes).isZero();
    }

    private long bytesOf(Runnable lived) {
        long before = allocated();
        for (int life = 0; life < LIVES; life++) {
            under(FRAMES - 4, lived);
        }
        return (allocated() - before) / LIVES;
    }

    private void under(int frames, Runnable life) {
        if (frames > 0) {
            under(frames - 1, life);
        } else {
            life.run();
        }
    }

    private void live() {
        FileDescriptor fd = open();
        use(fd);
        close(fd);
    }

    private FileDescriptor open() {
        FileDescriptor fd = LastAckKernel.descriptor(NUMBER);
        fixture.tracker.opened(fd, fd, LastAckHooks.NIO, false, TrackerFixture.REMOTE, 443, null, 0);
        if (!amongThousands) {
            fixture.table.get(fd).openStack.openMask = 0; // as with fewer a second: each has its stack captured
        }
        return fd;
    }

    private void close(FileDescriptor fd) {
        fixture.tracker.closing(fd);
        fixture.tracker.released(fd);
    }

    /** On a native transport, which takes the most: the descriptor object is ours. */
    private void liveOnNetty() {
        LastAckNettySink netty = fixture.tracker.netty();
        netty.registering(this, null, NUMBER, "netty-epoll", true, REMOTE, LISTENER);
        netty.received(this, NUMBER);
        netty.writeAsked(this, null, NUMBER);
        netty.closeAsked(this, null, NUMBER);
        netty.closing(this, NUMBER);
        netty.released(NUMBER);
    }

    private void use(FileDescriptor fd) {
        fixture.tracker.written(fd, 1);
        fixture.tracker.read(fd);
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static final class CountingProbe implements SocketProbe {

        final AtomicInteger asked = new AtomicInteger();

        @Override
        public boolean works() {
            return true;
        }

        @Override
        public int atClose(FileDescriptor fd, ReadState input, Linger linger, boolean onlyCloseFollows) {
            asked.incrementAndGet();
            return AtClose.of(TcpStateNumbers.ESTABLISHED, false, false, 0);
        }

        @Override
        public boolean unsentData(FileDescriptor fd, boolean last) {
            asked.incrementAndGet();
            return false;
        }

        @Override
        public int tcpState(FileDescriptor fd) {
            asked.incrementAndGet();
            return TcpStateNumbers.ESTABLISHED;
        }
    }
}
