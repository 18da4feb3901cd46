package dev.lastack.analyze.host;

import dev.lastack.snapshot.EphemeralPorts;
import dev.lastack.snapshot.HostNetwork;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings that decide about TIME_WAIT, with Linux's default where one could not be read. */
public final class HostSettings {

    static final String PORT_RANGE = "net.ipv4.ip_local_port_range";
    static final String RESERVED_PORTS = "net.ipv4.ip_local_reserved_ports";
    public static final String TW_REUSE = "net.ipv4.tcp_tw_reuse";
    static final String TW_REUSE_DELAY = "net.ipv4.tcp_tw_reuse_delay";
    public static final String TW_RECYCLE = "net.ipv4.tcp_tw_recycle";
    public static final String TIMESTAMPS = "net.ipv4.tcp_timestamps";
    static final String MAX_TW_BUCKETS = "net.ipv4.tcp_max_tw_buckets";
    static final String FIN_TIMEOUT = "net.ipv4.tcp_fin_timeout";

    /** Linux: TCP_TIMEWAIT_LEN (include/net/tcp.h), a constant, not a setting. */
    public static final int TIME_WAIT_SECONDS = 60;

    /** Before {@code tcp_tw_reuse_delay} came with 6.14 it was this, and could not be set. */
    private static final long REUSE_AFTER_MILLIS = 1_000;

    /** {@code tcp_tw_reuse}: never, for every destination, for loopback only. */
    public static final long REUSE_OFF = 0;

    public static final long REUSE_ON = 1;
    public static final long REUSE_LOOPBACK = 2;

    private final HostNetwork host;

    private HostSettings(HostNetwork host) {
        this.host = host;
    }

    public static HostSettings of(HostNetwork host) {
        return new HostSettings(host);
    }

    /** For each local address, remote address and remote port. */
    public EphemeralPorts ports() {
        EphemeralPorts ports = EphemeralPorts.of(host);
        return ports == null ? EphemeralPorts.LINUX_DEFAULT : ports;
    }

    /** A kernel that still knows {@code tcp_tw_recycle} is older than 4.19, where reuse on loopback became the default. */
    public long twReuse() {
        Long read = number(TW_REUSE);
        if (read != null) {
            return read;
        }
        return number(TW_RECYCLE) == null ? REUSE_LOOPBACK : REUSE_OFF;
    }

    public boolean timestamps() {
        Long read = number(TIMESTAMPS);
        return read == null || read != 0;
    }

    /** Whether a connect may take a port that is in TIME_WAIT to the same destination. */
    public boolean reusesPorts(boolean loopback) {
        long reuse = twReuse();
        return timestamps() && (recycles() || reuse == REUSE_ON || (reuse == REUSE_LOOPBACK && loopback));
    }

    /** It ends TIME_WAIT after a few retransmission timeouts: a second, near enough. */
    public boolean recycles() {
        Long recycle = number(TW_RECYCLE);
        return recycle != null && recycle != 0;
    }

    /** For how long a closed connection keeps its port from the next connect to the same destination. */
    public double portHeldSeconds(boolean loopback) {
        Long delay = number(TW_REUSE_DELAY);
        double reused = (delay == null ? REUSE_AFTER_MILLIS : delay) / 1000.0;
        return reusesPorts(loopback) ? Math.min(TIME_WAIT_SECONDS, reused) : TIME_WAIT_SECONDS;
    }

    /** Null where it was not read: the default depends on the host's memory. */
    public @Nullable Long maxTwBuckets() {
        return number(MAX_TW_BUCKETS);
    }

    public @Nullable Long number(String name) {
        return host.settings().get(name) instanceof Long number ? number : null;
    }

    /** What had to be assumed about ports, {@code ip_local_port_range=32768 60999}; empty where all was read. */
    public List<String> assumptions() {
        List<String> assumed = new ArrayList<>();
        if (EphemeralPorts.of(host) == null) {
            assumed.add("ip_local_port_range=" + ports().low() + " " + ports().high());
        }
        if (number(TW_REUSE) == null) {
            assumed.add("tcp_tw_reuse=" + twReuse());
        }
        if (number(TIMESTAMPS) == null) {
            assumed.add("tcp_timestamps=1");
        }
        return assumed;
    }
}
