package dev.lastack.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agent's metrics as meters, under the names of LastAck's docs/metrics.md with dots: {@code lastack.connections.open}.
 * The histogram is not among them. {@code lastack.agent} is 1 while the agent can be asked, and 0 else: then it is the only
 * one. Any thread.
 *
 * <p>Which series there are changes with the connections, and Micrometer asks nobody before it is scraped: so a thread of
 * its own asks the agent every {@value #EVERY_SECONDS} s, from the first registry on until {@link #close}.
 */
public final class LastAckMetrics implements MeterBinder, AutoCloseable {

    static final int EVERY_SECONDS = 10;

    private final LastAckAgent agent;
    private final Duration interval;

    // guarded by this
    private final List<BoundRegistry> bound = new ArrayList<>();
    private @Nullable Thread thread;
    private boolean closed;

    public LastAckMetrics() {
        this(new LastAckAgent(), Duration.ofSeconds(EVERY_SECONDS));
    }

    LastAckMetrics(LastAckAgent agent, Duration interval) {
        this.agent = agent;
        this.interval = interval;
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        Gauge.builder("lastack.agent", agent, one -> one.isThere() ? 1 : 0)
                .description("Whether LastAck's agent can be asked in this JVM.")
                .strongReference(true)
                .register(registry);
        bound.add(new BoundRegistry(registry));
        if (thread == null && !closed) {
            Thread starting = new Thread(this::showAgainAndAgain, "lastack-micrometer");
            starting.setDaemon(true);
            starting.start();
            thread = starting;
        }
    }

    private void showAgainAndAgain() {
        try {
            while (true) {
                show();
                Thread.sleep(interval.toMillis());
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    /** An agent that fails now may answer at the next time; until then nothing old is told. */
    private void show() {
        List<Series> present;
        try {
            present = agent.series();
        } catch (IllegalStateException e) {
            present = List.of();
        }
        synchronized (this) {
            for (BoundRegistry registry : bound) {
                if (!closed) {
                    registry.show(present);
                }
            }
        }
    }

    /** Asks the agent no more; what was told last stays in the registries, which end with the application. */
    @Override
    public synchronized void close() {
        closed = true;
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
    }
}
