package dev.lastack.bench;

import dev.lastack.bench.SocketKind.EchoConnection;
import java.io.IOException;
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

/** Requests and responses on one connection that stays open. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class KeptAliveBenchmark {

    @Param("30")
    public int frames;

    @Param({"SOCKET", "CHANNEL"})
    public SocketKind transport;

    private Peer peer;
    private EchoConnection line;
    private AtDepth exchange;

    @Setup
    public void setUp() throws IOException {
        peer = Peer.find();
        line = transport.connect(peer.address());
        exchange = new AtDepth(frames) {
            @Override
            long work() throws IOException {
                return line.exchange();
            }
        };
    }

    @TearDown
    public void tearDown() throws IOException {
        line.close();
        peer.close();
    }

    @Benchmark
    public long requestAndResponse() throws Exception {
        return exchange.run();
    }
}
