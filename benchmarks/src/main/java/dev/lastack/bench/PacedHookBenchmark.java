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

    /** Enough for the JIT compiler. */
    private static final int WARM_UP_LIVES = 100_000;

    /** The ration is loosened by one of its twelve levels each tenth of a second, if the agent's thread is awake. */
    private static final int COOL_DOWN_TICKS = 300;

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
        for (int i = 0; i < WARM_UP_LIVES; i++) {
            warmUp.run();
        }
        for (int i = 0; i < COOL_DOWN_TICKS; i++) {
            Thread.sleep(10);
            warmUp.run();
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
