package dev.lastack.track;

import dev.lastack.config.Settings;
import dev.lastack.kernel.ErrorTexts;
import dev.lastack.kernel.Instruments;
import dev.lastack.kernel.OwnSockets;
import dev.lastack.kernel.SocketProbe;
import dev.lastack.snapshot.DurationHistogram;
import dev.lastack.snapshot.Overhead;
import dev.lastack.track.close.CloseOrder;
import dev.lastack.track.close.Errno;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.connection.DescriptorTable;
import dev.lastack.track.owner.ApplicationCode;
import dev.lastack.track.path.CodePathTable;
import dev.lastack.track.path.EndListener;
import dev.lastack.track.path.Limits;
import dev.lastack.track.path.PathHistory;
import dev.lastack.track.sampling.CaptureSampler;
import dev.lastack.track.sampling.HookTime;
import dev.lastack.track.stack.FrameNormaliser;
import dev.lastack.track.stack.RawStack;
import dev.lastack.track.stack.StackTable;
import java.io.IOException;
import java.net.LastAckSink;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tracking of one JVM, as one thing to start, ask and stop. */
public final class Tracking {

    private final Tracker tracker;
    private final Watcher watcher;
    private final CodePathTable codePaths;
    private final StackTable stacks;
    private final CaptureSampler sampler;
    private final DescriptorTable table;
    private final SocketProbe probe;
    private final PathHistory history;
    private final Snapshots snapshots;
    private final Adoption adoption;
    private final Thread thread;
    private volatile double budget;

    private Tracking(Settings settings, Instruments instruments) {
        table = new DescriptorTable();
        probe = instruments.probe();
        stacks = StackTable.forThisVm();
        sampler = new CaptureSampler();
        sampler.budget(settings.overhead());
        budget = settings.overhead();
        FrameNormaliser normaliser =
                new FrameNormaliser(ApplicationCode.of(settings.applicationPackages()), settings.stackDepth());
        codePaths = new CodePathTable(normaliser, Limits.of(settings));
        tracker = new Tracker(table, stacks, sampler, probe, instruments.finWatch());
        adoption = new Adoption(table, tracker);
        history = new PathHistory(table, codePaths, System.nanoTime());
        watcher = new Watcher(
                tracker,
                table,
                codePaths,
                stacks,
                sampler,
                probe,
                instruments.finWatch(),
                history,
                settings.stalledThreshold().toNanos());
        watcher.closeWaitThreshold(settings.closeWaitThreshold().toNanos());
        snapshots = new Snapshots(
                watcher,
                table,
                codePaths,
                history,
                probe,
                tracker.readers(),
                tracker.listeners(),
                tracker.pools(),
                tracker.selectors(),
                tracker.asks().asyncStarts());
        thread = new Thread(null, watcher, "lastack-watcher", 256 * 1024);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
    }

    public static Tracking start(Settings settings, Instruments instruments) {
        Errno.learn(new ErrorTexts());
        WarmUp.run(instruments.probe());
        Tracking tracking = new Tracking(settings, instruments);
        tracking.thread.start();
        return tracking;
    }

    /** For {@link java.net.LastAckHooks#install}. */
    public LastAckSink sink() {
        return tracker;
    }

    /**
     * Any thread; waits for no hook and stops none.
     *
     * @param ephemeralPorts as many as there are to one destination, 0 where not known
     */
    public Tracked take(int ephemeralPorts) {
        adoption.endThoseGone();
        return snapshots.take(ephemeralPorts);
    }

    /** As {@link #take}, and how it came to be so. */
    public Tracked takeWithHistory(int ephemeralPorts) {
        adoption.endThoseGone();
        return snapshots.takeWithHistory(ephemeralPorts);
    }

    /**
     * Gives records to the connections that are open already. The hooks must be live.
     *
     * @return how many, and how many of them in CLOSE_WAIT
     */
    public PreexistingCounts adopt() throws IOException {
        List<OwnSockets.Tcp> sockets = OwnSockets.now(probe, number -> table.at(number) != null);
        for (OwnSockets.Tcp socket : sockets) {
            if (socket.listens()) {
                tracker.listeners().adopt(socket.number(), RawStack.unseen());
            }
        }
        List<Connection> adopted = adoption.adopt(sockets);
        int remoteClosed = 0;
        for (Connection c : adopted) {
            remoteClosed += CloseOrder.remoteClosed(c.order) ? 1 : 0;
        }
        return new PreexistingCounts(adopted.size(), remoteClosed);
    }

    /** Code paths about which a report has a finding: their history is kept from now on. */
    public void found(Collection<String> codePathIds) {
        synchronized (codePaths) {
            history.found(codePathIds);
        }
    }

    /** True where a report can speak of the connection that has the descriptor number. */
    public boolean tracks(int descriptorNumber) {
        Connection c = table.at(descriptorNumber);
        return c != null && c.phase != Connection.PENDING;
    }

    /** SO_LINGER may have been set where no hook was: the kernel is asked at each close. */
    public void lingerMayBeUnseen() {
        tracker.lingerMayBeUnseen();
    }

    /** Counts by these thresholds from now on; what shapes the sums themselves stays. */
    public void change(Settings settings) {
        codePaths.limits(Limits.of(settings));
        watcher.stalledThreshold(settings.stalledThreshold().toNanos());
        watcher.closeWaitThreshold(settings.closeWaitThreshold().toNanos());
        if (settings.overhead() != budget) {
            budget = settings.overhead();
            sampler.budget(budget);
        }
    }

    /** What it has cost until now, and may cost. */
    public Overhead overhead() {
        HookTime hooks = tracker.hookTime();
        return new Overhead(
                Double.isInfinite(budget) ? null : budget, hooks.totalNanos(), hooks.timed(), watcher.cpuNanos());
    }

    /** The bounds that were reached, in words. */
    public List<String> capsHit() {
        List<String> caps = new ArrayList<>();
        synchronized (codePaths) {
            caps.addAll(codePaths.capsHit());
        }
        if (stacks.full()) {
            caps.add("more than " + StackTable.CAPACITY + " distinct stacks: the later ones are not kept");
        }
        if (tracker.missed() > 0) {
            caps.add(tracker.missed() + " connections had descriptor numbers above the table's end");
        }
        if (tracker.pools().missed() > 0) {
            caps.add(tracker.pools().missed() + " pools or pooled connections were too many to be asked");
        }
        return caps;
    }

    /** Any thread. How long all connections that have ended were in CLOSE_WAIT, since the watch began. */
    public DurationHistogram closeWaits() {
        synchronized (codePaths) {
            return codePaths.closeWaits();
        }
    }

    /** See {@link EndListener}; null for nobody. When this returns, the one before is told no more. */
    public void endListener(@Nullable EndListener listener) {
        codePaths.endListener(listener);
    }

    /** What threads of that group open from now on is LastAck's own, and not told of; null for none. */
    public void ownThreads(@Nullable ThreadGroup group) {
        tracker.asks().ownThreads(group);
    }

    /** What else a reader must know. */
    public List<String> notes() {
        synchronized (codePaths) {
            return notes(codePaths);
        }
    }

    private List<String> notes(CodePathTable sums) {
        List<String> notes = new ArrayList<>();
        if (sums.excusedCloses() > 0) {
            notes.add("this JVM had no processor for " + sums.starvedMillis()
                    + " ms in all (a starved host, or a process or VM that stood still); closes that were late for"
                    + " that alone, and are not counted as late: " + sums.excusedCloses());
        }
        if (sampler.everRationed()) {
            notes.add("so many connections that stacks of uses and of close were captured from a part of them only");
        }
        if (sums.everSampled()) {
            notes.add(
                    "of code paths whose connections all lived alike, a sample had its stacks of uses, end-of-stream and"
                            + " close captured");
        }
        if (sums.openedLikeSiblings() > 0) {
            notes.add("of code paths that open thousands a second, a sample had the stacks that open them captured; "
                    + sums.openedLikeSiblings() + " connections have that of a sibling of the same thread and peer");
        }
        if (watcher.failures() > 0) {
            notes.add("LastAck's own thread failed " + watcher.failures() + " times and went on");
        }
        if (sums.untold() > 0) {
            notes.add("of " + sums.untold() + " connections no event could be given out");
        }
        return notes;
    }

    /** The JVM is about to end: all goes on, but the agent's thread does not make it wait. */
    public void exiting() {
        watcher.exiting();
    }

    /** The hooks must be off. Ends the agent's thread and gives its descriptors back. */
    public void stop() throws InterruptedException {
        watcher.stop();
        thread.join(5_000);
    }
}
