package dev.lastack.analyze.host;

import static dev.lastack.analyze.host.HostSettings.FIN_TIMEOUT;
import static dev.lastack.analyze.host.HostSettings.MAX_TW_BUCKETS;
import static dev.lastack.analyze.host.HostSettings.PORT_RANGE;
import static dev.lastack.analyze.host.HostSettings.RESERVED_PORTS;
import static dev.lastack.analyze.host.HostSettings.TIMESTAMPS;
import static dev.lastack.analyze.host.HostSettings.TW_RECYCLE;
import static dev.lastack.analyze.host.HostSettings.TW_REUSE;

import dev.lastack.snapshot.HostNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges a host's settings without knowing what runs on it. The {@code kernel/*} rules judge them by the traffic. */
public final class HostDoctor {

    /** The Linux release from which on each network namespace has its own. */
    private static final Map<String, KernelVersion> OWN_IN_NAMESPACE_SINCE = Map.of(
            PORT_RANGE, new KernelVersion(3, 13),
            RESERVED_PORTS, new KernelVersion(3, 16),
            FIN_TIMEOUT, new KernelVersion(4, 6),
            TW_REUSE, new KernelVersion(4, 11),
            TW_RECYCLE, new KernelVersion(4, 11),
            MAX_TW_BUCKETS, new KernelVersion(4, 11),
            TIMESTAMPS, new KernelVersion(4, 13));

    private HostDoctor() {}

    /**
     * One entry for each setting and counter that matters for TIME_WAIT, in the order a person reads them.
     *
     * @param kernelRelease as {@code uname -r} prints it; null where not known
     */
    public static List<SettingAdvice> judge(HostNetwork host, @Nullable String kernelRelease) {
        KernelVersion kernel = KernelVersion.of(kernelRelease);
        List<SettingAdvice> all = new ArrayList<>();
        all.addAll(PortAdvice.of(host));
        all.addAll(ReuseAdvice.of(host, kernel));
        all.addAll(BucketAdvice.of(host));
        all.add(finTimeout(HostSettings.of(host).number(FIN_TIMEOUT)));
        return List.copyOf(all);
    }

    /** True where a container (a network namespace) has its own value of this sysctl, apart from the host's. */
    public static boolean belongsToNamespace(String sysctl, @Nullable String kernelRelease) {
        KernelVersion since = OWN_IN_NAMESPACE_SINCE.get(sysctl);
        KernelVersion kernel = KernelVersion.of(kernelRelease);
        return since != null && (kernel == null || kernel.compareTo(since) >= 0);
    }

    private static SettingAdvice finTimeout(@Nullable Long seconds) {
        String meaning =
                "How long a connection that nobody owns any more waits in FIN_WAIT2 for the remote's FIN. It has"
                        + " nothing to do with TIME_WAIT, which lasts 60 s whatever this says: changing it frees no port"
                        + " earlier.";
        return seconds == null
                ? SettingAdvice.unknown(FIN_TIMEOUT, meaning)
                : SettingAdvice.ok(FIN_TIMEOUT, seconds + " s", meaning);
    }
}
