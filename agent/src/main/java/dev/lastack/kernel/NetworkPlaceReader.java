package dev.lastack.kernel;

import dev.lastack.snapshot.NetworkPlace;
import dev.lastack.snapshot.NetworkPlace.Namespace;
import java.util.ArrayList;
import java.util.List;

/** Finds out whether this is a container, and whether its network is the host's. The one does not follow from the other. */
final class NetworkPlaceReader {

    /** Linux 6.18 gave the first namespaces fixed numbers (include/uapi/linux/nsfs.h, NET_NS_INIT_INO). */
    private static final String FIRST_NAMESPACE = "net:[4026531833]";

    /** Exists in the first network namespace only, in every kernel since 2.6. */
    private static final String FIRST_NAMESPACE_ONLY = "sys/net/core/netdev_max_backlog";

    /** Names of container runtimes in the paths of control groups (version 1; in version 2 the path is hidden). */
    private static final List<String> RUNTIMES = List.of("docker", "kubepods", "libpod", "containerd", "lxc", "crio");

    private final ProcTree proc;

    NetworkPlaceReader(ProcTree proc) {
        this.proc = proc;
    }

    NetworkPlace read() {
        return new NetworkPlace(containerHints(), namespace());
    }

    private List<String> containerHints() {
        List<String> hints = new ArrayList<>();
        for (String marker : List.of(".dockerenv", "run/.containerenv")) {
            if (proc.existsBeside(marker)) {
                hints.add("/" + marker);
            }
        }
        String groups = proc.text("1/cgroup");
        for (String runtime : RUNTIMES) {
            if (groups != null && groups.contains(runtime)) {
                hints.add(runtime + " in /proc/1/cgroup");
                break;
            }
        }
        return hints;
    }

    private Namespace namespace() {
        String own = proc.link("self/ns/net");
        if (FIRST_NAMESPACE.equals(own) || proc.exists(FIRST_NAMESPACE_ONLY)) {
            return Namespace.HOST;
        }
        if (proc.exists("sys/net/core/somaxconn")) {
            return Namespace.OWN;
        }
        // In a container init is the container's own: equal links prove nothing, and unreadable ones neither.
        String init = proc.link("1/ns/net");
        return own != null && init != null && !own.equals(init) ? Namespace.OWN : Namespace.UNKNOWN;
    }
}
