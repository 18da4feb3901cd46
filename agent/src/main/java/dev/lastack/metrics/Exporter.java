package dev.lastack.metrics;

/** One way out for metrics. One thread at a time. */
public interface Exporter extends AutoCloseable {

    /**
     * Called once, on a thread of LastAck's own: threads that it starts are LastAck's too.
     *
     * @throws Exception where it cannot be; its message is for a person, and nothing of it is left then
     */
    void start() throws Exception;

    /**
     * The JVM is about to end; nothing follows.
     *
     * @param deadline {@link System#nanoTime} by which to be done
     */
    default void jvmEnds(long deadline) {}

    /** Nothing of it is left after that. No error leaves it. */
    @Override
    void close();
}
