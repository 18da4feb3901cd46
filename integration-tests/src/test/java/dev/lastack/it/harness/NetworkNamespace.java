package dev.lastack.it.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace of the program's own, with its own settings: nothing of the host is changed, and it is gone with
 * the program. Needs root and util-linux; {@link #possible} tells.
 */
public final class NetworkNamespace {

    /** Loopback up, then the settings, then the program in place of the shell. */
    private static final String SCRIPT = "ip link set lo up && for s in $SETTINGS; do"
            + " echo \"${s#*=}\" | tr , ' ' > /proc/sys/net/ipv4/${s%%=*} || exit 97; done && exec \"$@\"";

    private final String settings;

    private NetworkNamespace(String settings) {
        this.settings = settings;
    }

    /** {@code name=value} of {@code net.ipv4}; two numbers are joined by a comma. */
    public static NetworkNamespace with(String... settings) {
        return new NetworkNamespace(String.join(" ", settings));
    }

    List<String> around(List<String> command) {
        List<String> around = new ArrayList<>(
                List.of("unshare", "--net", "sh", "-c", "SETTINGS='" + settings + "'; " + SCRIPT, "sh"));
        around.addAll(command);
        return around;
    }

    /** Tells whether this machine lets us make one. */
    public static boolean possible() {
        try {
            Process probe = new ProcessBuilder(with("tcp_tw_reuse=0").around(List.of("true")))
                    .redirectErrorStream(true)
                    .start();
            return probe.waitFor(Bounds.EVENT.toMillis(), TimeUnit.MILLISECONDS) && probe.exitValue() == 0;
        } catch (IOException noUnshare) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
