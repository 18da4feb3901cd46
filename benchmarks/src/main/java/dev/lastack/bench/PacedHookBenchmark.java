package dev.lastack.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The hooks of about 800 connections a second: few enough that none is rationed, so each has its four stacks captured.
 * The pauses are not timed. Wants the same JVM arguments as {@link HookBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PacedHookBenchmark {

    private static final int BURST = 80;
    private static final int PAUSE_MILLIS = 100;

    /**
     * Enough for the JIT compiler. Twice as fast as what is measured, and no faster: above 2,000 opens a second opening
     * stacks are sampled, so that code would be compiled for another way of life.
     */
    private static final int WARM_UP_BURSTS = 300;

    private static final int WARM_UP_PAUSE_MILLIS = PAUSE_MILLIS / 2;

    @Param({"20", "30", "100"})
    public int frames;

    @Param({"OFF", "ALL"})
    public Hooks hooks;

    private OwnTracking tracking;
    private RealSockets sockets;
    private AtDepth closedByUs;

    @Setup
    public void setUp() throws Exception {
        tracking = OwnTracking.start(hooks);
        sockets = new RealSockets();
        closedByUs = new MadeUpLife(frames, sockets.openNumber(), false);
        AtDepth warmUp = new MadeUpLife(frames, sockets.openNumber(), false);
        for (int burst = 0; burst < WARM_UP_BURSTS; burst++) {
            for (int i = 0; i < BURST; i++) {
                warmUp.run();
            }
            Thread.sleep(WARM_UP_PAUSE_MILLIS);
        }
    }

    @TearDown
    public void tearDown() throws IOException, InterruptedException {
        tracking.stop();
        sockets.close();
    }

    @Setup(Level.Invocation)
    public void pause() throws InterruptedException {
        Thread.sleep(PAUSE_MILLIS);
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    public long closedByUs() throws Exception {
        long sum = 0;
        for (int i = 0; i < BURST; i++) {
            sum += closedByUs.run();
        }
        return sum;
    }
}
