package dev.lastack.analyze.host;

import static dev.lastack.analyze.host.HostSettings.MAX_TW_BUCKETS;

import dev.lastack.snapshot.HostNetwork;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many connections in TIME_WAIT the kernel keeps. */
public final class BucketAdvice {

    /** The part of the table from which on it counts as nearly full. */
    public static final double NEARLY_FULL = 0.8;

    /** Linux's default is below this only with less than 2 GB of memory: it was lowered on purpose. */
    private static final long LOWERED = 8_192;

    /** Linux's default on a host with much memory. */
    private static final long AMPLE = 262_144;

    private static final String OVERFLOW = "TCPTimeWaitOverflow";
    private static final String NOW = "TIME_WAIT";

    private final @Nullable Long max;
    private final @Nullable Long now;
    private final @Nullable Long overflow;

    private BucketAdvice(HostNetwork host) {
        max = HostSettings.of(host).maxTwBuckets();
        now = host.counters().get("timeWait");
        overflow = host.counters().get("timeWaitOverflow");
    }

    static List<SettingAdvice> of(HostNetwork host) {
        BucketAdvice advice = new BucketAdvice(host);
        return List.of(advice.max(), advice.now(), advice.overflow());
    }

    /** The command that gives room: twice as much at least. */
    public static String raise(long max) {
        return "sysctl -w " + MAX_TW_BUCKETS + "=" + Math.max(AMPLE, 2 * max);
    }

    private SettingAdvice max() {
        String meaning = "How many connections in TIME_WAIT are kept, of clients and servers together. Beyond it a"
                + " connection is closed without TIME_WAIT (\"time wait bucket table overflow\" in the kernel's log),"
                + " and stray segments or a lost last ACK can hit the next connection. Lowering it gains nothing but a"
                + " smaller number in a listing; each entry costs about 250 bytes.";
        if (max == null) {
            return SettingAdvice.unknown(MAX_TW_BUCKETS, meaning);
        }
        String advice = reasonToRaise(max);
        return advice.isEmpty()
                ? SettingAdvice.ok(MAX_TW_BUCKETS, max, meaning)
                : SettingAdvice.advice(MAX_TW_BUCKETS, max, meaning, advice + ": raise it.", raise(max));
    }

    private String reasonToRaise(long limit) {
        if (overflow != null && overflow > 0) {
            return "it has overflowed";
        }
        if (isNearlyFull(limit)) {
            return "it is nearly full";
        }
        return limit < LOWERED ? "lower than Linux's default on any host with 2 GB of memory" : "";
    }

    private boolean isNearlyFull(long limit) {
        return now != null && now >= NEARLY_FULL * limit;
    }

    private SettingAdvice now() {
        String meaning = "Connections in TIME_WAIT now, of all processes.";
        if (now == null) {
            return SettingAdvice.unknown(NOW, meaning);
        }
        return max != null && isNearlyFull(max)
                ? SettingAdvice.advice(
                        NOW,
                        now,
                        meaning,
                        "close to tcp_max_tw_buckets: find the program that closes first, and raise the limit.",
                        raise(max))
                : SettingAdvice.ok(NOW, now, meaning);
    }

    private SettingAdvice overflow() {
        String meaning =
                "Connections that were closed without TIME_WAIT because tcp_max_tw_buckets was reached, since the"
                        + " host (or the network namespace) was started.";
        if (overflow == null) {
            return SettingAdvice.unknown(OVERFLOW, meaning);
        }
        return overflow == 0
                ? SettingAdvice.ok(OVERFLOW, overflow, meaning)
                : SettingAdvice.advice(
                        OVERFLOW,
                        overflow,
                        meaning,
                        "raise tcp_max_tw_buckets, and look for the program whose short connections fill it.",
                        max == null ? "" : raise(max));
    }
}
