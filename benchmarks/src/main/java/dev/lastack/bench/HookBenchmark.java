package dev.lastack.bench;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.LastAckHooks;
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
 * The hooks without the sockets, as fast as they go: all stacks but that of open are rationed. Wants {@code -javaagent},
 * which brings the hooks' class, and {@code --add-exports java.base/sun.nio.ch=ALL-UNNAMED}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HookBenchmark {

    @Param({"20", "30", "100"})
    public int frames;

    @Param({"OFF", "NO_KERNEL", "ALL"})
    public Hooks hooks;

    private OwnTracking tracking;
    private RealSockets sockets;
    private AtDepth closedByUs;
    private AtDepth closedByRemote;
    private AtDepth laterRead;

    @Setup
    public void setUp() throws Exception {
        tracking = OwnTracking.start(hooks);
        sockets = new RealSockets();
        closedByUs = new MadeUpLife(frames, sockets.openNumber(), false);
        closedByRemote = new MadeUpLife(frames, sockets.remoteClosedNumber(), true);
        FileDescriptor longOpen = MadeUpLife.open(sockets.openNumber());
        laterRead = new AtDepth(frames) {
            @Override
            long work() {
                LastAckHooks.readReturned(1, longOpen);
                return frames;
            }
        };
    }

    @TearDown
    public void tearDown() throws IOException, InterruptedException {
        tracking.stop();
        sockets.close();
    }

    @Benchmark
    public long closedByUs() throws Exception {
        return closedByUs.run();
    }

    @Benchmark
    public long closedByRemote() throws Exception {
        return closedByRemote.run();
    }

    @Benchmark
    public long laterRead() throws Exception {
        return laterRead.run();
    }
}
