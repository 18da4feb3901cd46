package dev.lastack.track.propagation;

import dev.lastack.snapshot.Evidence;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.connection.DescriptorTable;
import dev.lastack.track.connection.Requested;
import dev.lastack.track.sampling.CaptureSampler;
import dev.lastack.track.stack.RawStack;
import dev.lastack.track.stack.StackTable;
import dev.lastack.track.thread.ReaderThreads;
import java.io.FileDescriptor;
import java.net.LastAckAskSink;
import org.jspecify.annotations.Nullable;

/**
 * Context propagation: the stack at which work was submitted, handed to the thread that does it. On the hot path, like
 * {@code Tracker}, whose table, stacks and sampler it shares: runs on the application's threads, with JDK locks held.
 */
public final class CallerPropagation implements LastAckAskSink {

    /** For whom the calling thread opens connections at this moment. */
    private static final ThreadLocal<RawStack> WORK_FOR = new ThreadLocal<>();

    /** Who submitted the task that the calling thread runs. */
    private static final ThreadLocal<RawStack> SUBMITTER = new ThreadLocal<>();

    /** Whose request the calling thread writes at this moment; {@link RawStack#NONE} where that was left out. */
    private static final ThreadLocal<RawStack> REQUEST_OF = new ThreadLocal<>();

    /** One request is written in several calls, and each passes many handlers of a pipeline. */
    private static final long ONE_REQUEST_NANOS = 1_000_000L;

    private final DescriptorTable table;
    private final StackTable stacks;
    private final CaptureSampler sampler;
    private final ReaderThreads readers;
    private final Handovers handovers = new Handovers();

    /** By thread. Apart from the tasks, of which there are many more: threads live long. */
    private final Handovers starts = new Handovers();

    private final AsyncStarts asyncStarts = new AsyncStarts();

    private final HttpClientInternals httpClient = new HttpClientInternals();

    /** False while nobody needs {@link #WORK_FOR}: to ask it leaves an entry in each thread that asks. */
    private boolean anyWork;

    /** The same for {@link #SUBMITTER}. */
    private boolean anyTask;

    /** The same for {@link #REQUEST_OF}. */
    private boolean anyRequest;

    /** Of the threads on which LastAck itself serves and asks; null while there are none. */
    private volatile @Nullable ThreadGroup ownThreads;

    public CallerPropagation(DescriptorTable table, StackTable stacks, CaptureSampler sampler, ReaderThreads readers) {
        this.table = table;
        this.stacks = stacks;
        this.sampler = sampler;
        this.readers = readers;
    }

    /** Of an open: the calling thread's, or that of whoever it works for. */
    public RawStack openStack() {
        if (isOwnThread()) {
            return RawStack.MANAGEMENT;
        }
        RawStack asker = anyWork ? WORK_FOR.get() : null;
        if (asker != null) {
            return asker;
        }
        RawStack submitter = anyTask ? SUBMITTER.get() : null;
        RawStack own = stacks.capture();
        if (submitter != null) {
            return stacks.join(own, submitter);
        }
        RawStack start = own.hasApplicationFrame() ? null : starts.get(Thread.currentThread());
        return start == null ? own : stacks.joinStart(own, start);
    }

    /** The calling thread does what it does on its own account: nobody submitted it, no request is behind it. */
    public boolean isOwnDoing() {
        return !(anyWork && WORK_FOR.get() != null) && !(anyTask && SUBMITTER.get() != null) && !isOwnThread();
    }

    /** A group, because the JDK's own servers and clients start threads too, and those inherit it. */
    private boolean isOwnThread() {
        ThreadGroup own = ownThreads;
        return own != null && Thread.currentThread().getThreadGroup() == own;
    }

    /** What is opened on these threads from now on is not the application's; null for none. */
    public void ownThreads(@Nullable ThreadGroup group) {
        ownThreads = group;
    }

    /** Where a thread of a library starts another, the first of the chain is kept, so that no chain grows. */
    @Override
    public void threadStarting(Thread thread) {
        RawStack own = stacks.capture();
        RawStack start = own.hasApplicationFrame() ? null : starts.get(Thread.currentThread());
        starts.put(thread, start == null ? own : stacks.joinStart(own, start.root()));
    }

    @Override
    public void beginTask(Object task) {
        RawStack submitter = handovers.get(task);
        if (submitter != null) {
            anyTask = true;
            SUBMITTER.set(submitter);
        } else {
            endTask();
        }
    }

    @Override
    public void endTask() {
        if (anyTask) {
            SUBMITTER.remove();
        }
    }

    @Override
    public void remember(Object work) {
        handovers.put(work, stacks.capture());
    }

    @Override
    public void beginWork(Object work) {
        begin(handovers.get(work));
    }

    private void begin(@Nullable RawStack asker) {
        if (asker != null) {
            anyWork = true;
            WORK_FOR.set(asker);
        }
    }

    @Override
    public void endWork() {
        if (anyWork) {
            WORK_FOR.remove();
        }
    }

    @Override
    public void requesting(Object request) {
        boolean captured = sampler.mayCaptureElsewhere(System.nanoTime());
        handovers.put(request, captured ? stacks.capture() : RawStack.NONE);
    }

    @Override
    public void beginRequest(Object request) {
        RawStack asker = handovers.get(request);
        if (asker != null) {
            anyRequest = true;
            REQUEST_OF.set(asker);
        }
    }

    @Override
    public void endRequest() {
        if (anyRequest) {
            REQUEST_OF.remove();
        }
    }

    /** The calling thread writes over a connection; for somebody else it may be. */
    public void written(Connection c, long now) {
        RawStack asker = anyRequest ? REQUEST_OF.get() : null;
        if (asker == null) {
            return;
        }
        Requested last = c.captures().asked;
        if (last == null || last.stack() != asker || now - last.nanos() > ONE_REQUEST_NANOS) {
            note(c, Evidence.Kind.REQUEST_SENT, asker, now);
        }
    }

    @Override
    public void asked(FileDescriptor fd, boolean write) {
        Connection c = table.get(fd);
        if (c != null) {
            note(c, write ? Evidence.Kind.WRITE_ASKED : Evidence.Kind.READ_ASKED);
        }
    }

    /** The connection that this thread has read is that of the request in most servers, and the only trace in some. */
    @Override
    public void asyncStarted(Object context) {
        long now = System.nanoTime();
        Connection read = readers.ofThisThread();
        Connection c = read != null && read.phase < Connection.ENDED ? read : null;
        boolean captured = c == null ? sampler.mayCaptureElsewhere(now) : sampler.mayCaptureUse(c, now);
        RawStack stack = captured ? stacks.capture() : RawStack.NONE;
        Requested started = new Requested(
                Evidence.Kind.ASYNC_STARTED, stack, Thread.currentThread().getName(), now);
        asyncStarts.put(context, started);
        if (c != null && captured) {
            c.captures().asked = started;
        }
    }

    /** Of the requests that were taken over. */
    public AsyncStarts asyncStarts() {
        return asyncStarts;
    }

    private void note(Connection c, Evidence.Kind kind) {
        long now = System.nanoTime();
        if (sampler.mayCaptureUse(c, now)) {
            note(c, kind, stacks.capture(), now);
        }
    }

    private static void note(Connection c, Evidence.Kind kind, RawStack stack, long now) {
        c.captures().asked = new Requested(kind, stack, Thread.currentThread().getName(), now);
    }

    @Override
    public void httpConnecting(Object exchange) {
        try {
            begin(handovers.get(httpClient.requestOf(exchange)));
        } catch (Error e) {
            throw e; // as it is: one of Thread.stop is the application's
        } catch (Throwable t) {
            throw new IllegalStateException("java.net.http is not as known", t);
        }
    }

    /** No capture, so no ration: the request's stack was taken when it was asked for. */
    @Override
    public void httpRequest(Object exchange, @Nullable Object connection) {
        try {
            RawStack asker = handovers.get(httpClient.requestOf(exchange));
            FileDescriptor fd = asker == null || connection == null ? null : httpClient.descriptorOf(connection);
            Connection c = fd == null ? null : table.get(fd);
            if (c != null && asker != null) {
                note(c, Evidence.Kind.REQUEST_SENT, asker, System.nanoTime());
            }
        } catch (Error e) {
            throw e; // as it is: one of Thread.stop is the application's
        } catch (Throwable t) {
            throw new IllegalStateException("java.net.http is not as known", t);
        }
    }
}
