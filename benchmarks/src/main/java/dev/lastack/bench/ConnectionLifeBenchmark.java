package dev.lastack.bench;

import dev.lastack.bench.SocketKind.EchoConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Connections that live as briefly as they can, one after the other, as fast as loopback goes. We close first. At this
 * rate the agent rations the stacks of uses and of close: {@link PacedHookBenchmark} shows what they cost otherwise.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ConnectionLifeBenchmark {

    /** JMH itself makes 17 to 19. */
    @Param({"20", "30", "100"})
    public int frames;

    @Param({"SOCKET", "CHANNEL"})
    public SocketKind transport;

    private Peer peer;
    private AtDepth life;
    private AtDepth connectAndClose;

    @Setup
    public void setUp() throws IOException {
        peer = Peer.find();
        InetSocketAddress address = peer.address();
        life = new AtDepth(frames) {
            @Override
            long work() throws IOException {
                try (EchoConnection line = transport.connect(address)) {
                    return line.exchange();
                }
            }
        };
        connectAndClose = new AtDepth(frames) {
            @Override
            long work() throws IOException {
                try (EchoConnection line = transport.connect(address)) {
                    return System.identityHashCode(line);
                }
            }
        };
    }

    @TearDown
    public void tearDown() {
        peer.close();
    }

    @Benchmark
    public long life() throws Exception {
        return life.run();
    }

    @Benchmark
    public long connectAndClose() throws Exception {
        return connectAndClose.run();
    }
}
