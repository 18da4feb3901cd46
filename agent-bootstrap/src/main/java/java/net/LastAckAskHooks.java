package java.net;

import java.io.FileDescriptor;

/** What hooked methods call to tell who asked for work that another thread does. See {@link LastAckHooks}. */
public final class LastAckAskHooks {

    private LastAckAskHooks() {}

    private static LastAckAskSink sink() {
        LastAckSink sink = LastAckHooks.sink();
        try {
            return sink == null ? null : sink.asks();
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
            return null;
        }
    }

    public static void remember(Object work) {
        LastAckAskSink s = sink();
        if (s == null) {
            return;
        }
        try {
            s.remember(work);
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }

    public static void threadStarting(Thread thread) {
        LastAckAskSink s = sink();
        if (s == null) {
            return;
        }
        try {
            s.threadStarting(thread);
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }

    public static void beginWork(Object work) {
        LastAckAskSink s = sink();
        if (s == null) {
            return;
        }
        try {
            s.beginWork(work);
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }

    public static void endWork() {
        LastAckAskSink s = sink();
        if (s == null) {
            return;
        }
        try {
            s.endWork();
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }

    public static void beginTask(Object task) {
        LastAckAskSink s = sink();
        if (s == null) {
            return;
        }
        try {
            s.beginTask(task);
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }

    public static void endTask() {
        LastAckAskSink s = sink();
        if (s == null) {
            return;
        }
        try {
            s.endTask();
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }

    public static void asked(FileDescriptor fd, boolean write) {
        LastAckAskSink s = sink();
        if (s == null) {
            return;
        }
        try {
            s.asked(fd, write);
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }

    public static void asyncStarted() {
        LastAckAskSink s = sink();
        if (s == null) {
            return;
        }
        try {
            s.asyncStarted();
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }

    public static void httpConnecting(Object exchange) {
        LastAckAskSink s = sink();
        if (s == null) {
            return;
        }
        try {
            s.httpConnecting(exchange);
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }

    public static void httpRequest(Object exchange, Object connection) {
        LastAckAskSink s = sink();
        if (s == null || connection == null) {
            return;
        }
        try {
            s.httpRequest(exchange, connection);
        } catch (Throwable t) {
            LastAckHooks.suppress(t);
        }
    }
}
