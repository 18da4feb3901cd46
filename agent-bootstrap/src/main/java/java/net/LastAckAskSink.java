package java.net;

import java.io.FileDescriptor;

/**
 * Where the hooks hand over who asked for something that another thread does, or that leaves no other trace. The same
 * rules hold as for {@link LastAckSink}.
 */
public interface LastAckAskSink {

    /**
     * The calling thread asks for this work, which another thread may do; also where the work is a {@link Thread} that
     * an executor is handed as a task. {@code work} must not be kept strongly.
     */
    default void remember(Object work) {}

    /** The calling thread is about to start this one, which must not be kept strongly. */
    default void threadStarting(Thread thread) {}

    /** What the calling thread opens from here to {@link #endWork} is opened for whoever asked for this work. */
    default void beginWork(Object work) {}

    default void endWork() {}

    /** The calling thread wants to send a request, over a connection that is not chosen yet; must not be kept strongly. */
    default void requesting(Object request) {}

    /** What the calling thread writes from here to {@link #endRequest} is that request. */
    default void beginRequest(Object request) {}

    default void endRequest() {}

    /** The calling thread runs a task of an executor from here to {@link #endTask}; may be one nobody remembers. */
    default void beginTask(Object task) {}

    default void endTask() {}

    /** The calling thread asks for a read or write that may end on another thread. */
    default void asked(FileDescriptor fd, boolean write) {}

    /**
     * The calling thread has taken over a request, to answer it later.
     *
     * @param context its {@code AsyncContext}, which must not be kept strongly
     */
    default void asyncStarted(Object context) {}

    /**
     * {@code java.net.http} connects for an exchange, on the calling thread, from here to {@link #endWork}.
     *
     * @param exchange its {@code Exchange}; what was {@link #remember remembered} is its {@code MultiExchange}
     */
    default void httpConnecting(Object exchange) {}

    /**
     * {@code java.net.http} is about to send a request.
     *
     * @param exchange its {@code Exchange}
     * @param connection an {@code HttpConnection}, or an {@code Http2Connection}; null where there is none yet
     */
    default void httpRequest(Object exchange, Object connection) {}
}
