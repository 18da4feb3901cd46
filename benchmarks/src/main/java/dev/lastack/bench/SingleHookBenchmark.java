package dev.lastack.bench;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.LastAckHooks;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
 * One hook at a time, in a storm of connections that live alike; only open is captured each time, and the others cost as
 * much as it where they are captured. In a thread of its own, whose stack can be shallower than JMH's. Wants the same JVM
 * arguments as {@link HookBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SingleHookBenchmark {

    /** One turn; at each end are as many real sockets, below any descriptor limit. */
    private static final int BATCH = 128;

    /** In the order of a life; what comes before and after the hook that is timed is called too. */
    public enum Hook {
        OPEN,
        FIRST_READ,
        EOF,
        CLOSE
    }

    private static final List<Hook> LIFE = List.of(Hook.values());

    @Param({"10", "30", "100"})
    public int frames;

    @Param({"OFF", "ALL"})
    public Hooks hooks;

    @Param
    public Hook hook;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final FileDescriptor[] descriptors = new FileDescriptor[BATCH];
    private RealSockets.Many sockets;
    private OwnTracking tracking;
    private AtDepth timed;

    @Setup
    public void setUp() throws Exception {
        tracking = OwnTracking.start(hooks);
        sockets = new RealSockets.Many(BATCH);
        timed = new AtDepth(frames) {
            @Override
            long work() {
                for (FileDescriptor fd : descriptors) {
                    call(hook, fd);
                }
                return BATCH;
            }
        };
    }

    /** The calling frames are the same for all, so all of one open stack live alike. */
    private static void call(Hook hook, FileDescriptor fd) {
        switch (hook) {
            case OPEN -> MadeUpLife.open(fd);
            case FIRST_READ -> LastAckHooks.readReturned(1, fd);
            case EOF -> LastAckHooks.readReturned(-1, fd);
            case CLOSE -> {
                LastAckHooks.closing(fd);
                LastAckHooks.released(fd);
            }
        }
    }

    @Setup(Level.Invocation)
    public void before() {
        for (int i = 0; i < BATCH; i++) {
            descriptors[i] = RealSockets.borrow(sockets.number(i));
        }
        callAll(LIFE.subList(0, LIFE.indexOf(hook)));
    }

    @TearDown(Level.Invocation)
    public void after() {
        callAll(LIFE.subList(LIFE.indexOf(hook) + 1, LIFE.size()));
    }

    private void callAll(List<Hook> others) {
        for (Hook other : others) {
            if (other != Hook.EOF) {
                for (FileDescriptor fd : descriptors) {
                    call(other, fd);
                }
            }
        }
    }

    @TearDown
    public void tearDown() throws IOException, InterruptedException {
        thread.shutdown();
        tracking.stop();
        sockets.close();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long call() throws ExecutionException, InterruptedException {
        return thread.submit(timed::run).get();
    }
}
