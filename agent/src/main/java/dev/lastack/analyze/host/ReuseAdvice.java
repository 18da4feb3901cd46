package dev.lastack.analyze.host;

import static dev.lastack.analyze.host.HostSettings.TIMESTAMPS;
import static dev.lastack.analyze.host.HostSettings.TW_RECYCLE;
import static dev.lastack.analyze.host.HostSettings.TW_REUSE;

import dev.lastack.snapshot.HostNetwork;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a port in TIME_WAIT can be taken again before its 60 s are over. */
public final class ReuseAdvice {

    public static final String TIMESTAMPS_ON = "sysctl -w " + TIMESTAMPS + "=1";
    public static final String RECYCLE_OFF = "sysctl -w " + TW_RECYCLE + "=0";
    public static final String REUSE_ON = "sysctl -w " + TW_REUSE + "=1";

    private final HostSettings settings;

    private ReuseAdvice(HostSettings settings) {
        this.settings = settings;
    }

    static List<SettingAdvice> of(HostNetwork host, @Nullable KernelVersion kernel) {
        ReuseAdvice advice = new ReuseAdvice(HostSettings.of(host));
        boolean anythingRead = !host.settings().isEmpty();
        return List.of(advice.reuse(), advice.timestamps(), advice.recycle(kernel, anythingRead));
    }

    private SettingAdvice reuse() {
        String meaning =
                "Whether a connect may take a port that is in TIME_WAIT to the same destination, after a second"
                        + " (0 never, 1 always, 2 loopback only, the default since Linux 4.19). It needs tcp_timestamps on both"
                        + " sides, helps the side that connects only, and does nothing for a server.";
        Long value = settings.number(TW_REUSE);
        if (value == null) {
            return SettingAdvice.unknown(TW_REUSE, meaning);
        }
        if (value != HostSettings.REUSE_OFF && !settings.timestamps()) {
            return SettingAdvice.advice(
                    TW_REUSE,
                    value,
                    meaning,
                    "it does nothing here, because tcp_timestamps is 0: switch timestamps on.",
                    TIMESTAMPS_ON);
        }
        return SettingAdvice.ok(TW_REUSE, value, meaning);
    }

    private SettingAdvice timestamps() {
        String meaning = "Timestamps in TCP segments. They protect against segments of an earlier connection, and"
                + " tcp_tw_reuse needs them.";
        Long value = settings.number(TIMESTAMPS);
        if (value == null) {
            return SettingAdvice.unknown(TIMESTAMPS, meaning);
        }
        return value == 0
                ? SettingAdvice.advice(TIMESTAMPS, value, meaning, "switch them on.", TIMESTAMPS_ON)
                : SettingAdvice.ok(TIMESTAMPS, value, meaning);
    }

    private SettingAdvice recycle(@Nullable KernelVersion kernel, boolean anythingRead) {
        String meaning = "With timestamps it drops SYNs of clients that share an address behind NAT. It left the kernel"
                + " in Linux 4.12.";
        Long value = settings.number(TW_RECYCLE);
        if (value == null) {
            boolean gone = kernel == null ? anythingRead : !kernel.isBefore(4, 12);
            return gone
                    ? SettingAdvice.ok(TW_RECYCLE, "not in this kernel", meaning)
                    : SettingAdvice.unknown(TW_RECYCLE, meaning);
        }
        return value == 0
                ? SettingAdvice.ok(TW_RECYCLE, value, meaning)
                : SettingAdvice.advice(TW_RECYCLE, value, meaning, "never on: switch it off.", RECYCLE_OFF);
    }
}
