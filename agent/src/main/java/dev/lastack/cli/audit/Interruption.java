package dev.lastack.cli.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;

/** Ctrl-C and its like, kept from ending this process before it has put right what it did elsewhere. */
public final class Interruption implements AutoCloseable {

    private final CountDownLatch came = new CountDownLatch(1);
    private final Map<String, Object> before = new LinkedHashMap<>();

    private Interruption() {}

    /** From now on signals are waited for. */
    public static Interruption awaited() {
        Interruption interruption = new Interruption();
        for (String name : List.of("INT", "TERM", "HUP")) {
            interruption.before.put(name, Signals.register(name, interruption.came::countDown));
        }
        return interruption;
    }

    /** True at once when a signal has come, false when the time is over. */
    boolean within(long millis) throws InterruptedException {
        return came.await(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        before.forEach((name, handler) -> {
            if (handler != null) {
                Signals.unregister(name, handler);
            }
        });
    }
}
