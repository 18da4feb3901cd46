package dev.lastack.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Passes signals on to the child, and keeps this process alive until the child has ended. A terminal sends its Ctrl-C to
 * every process in the foreground, hence to the child too: that one is not passed on, or the child would get two.
 */
final class Signals implements AutoCloseable {

    private final Process child;
    private final AtomicBoolean received = new AtomicBoolean();
    private final Map<String, Object> before = new LinkedHashMap<>();

    private Signals(Process child) {
        this.child = child;
    }

    static Signals passOnTo(Process child) {
        Signals signals = new Signals(child);
        for (String name : List.of("INT", "TERM", "HUP")) {
            signals.before.put(name, org.jline.utils.Signals.register(name, () -> signals.received(name)));
        }
        return signals;
    }

    /** Whether one has come. */
    boolean received() {
        return received.get();
    }

    private void received(String name) {
        received.set(true);
        if (!(name.equals("INT") && isInForeground())) {
            send(name);
        }
    }

    /** {@link Process#destroy} knows SIGTERM only; every shell has a kill of its own. */
    private void send(String name) {
        try {
            new ProcessBuilder("sh", "-c", "kill -s " + name + " " + child.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            child.destroy();
        }
    }

    private static boolean isInForeground() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            // After the name, which is in parentheses and may hold anything: state, parent, group, session, tty, tpgid.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields[2].equals(fields[5]);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        before.forEach((name, handler) -> {
            if (handler != null) {
                org.jline.utils.Signals.unregister(name, handler);
            }
        });
    }
}
