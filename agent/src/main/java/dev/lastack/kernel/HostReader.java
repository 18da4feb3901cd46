package dev.lastack.kernel;

import dev.lastack.snapshot.HostNetwork;
import dev.lastack.snapshot.HostReading;
import dev.lastack.snapshot.NetworkPlace;
import java.nio.file.Path;
import java.util.Map;

/** Reads a host for the command line: settings, counters, release, and whose network it is. */
public final class HostReader {

    private HostReader() {}

    /** Reads {@code /proc}, or a tree that looks like it. */
    public static HostReading read(Path proc) {
        ProcTree tree = new ProcTree(proc);
        HostNetwork network = HostNetworkReader.read(tree, Map.of());
        String release = tree.text("sys/kernel/osrelease");
        NetworkPlace place = new NetworkPlaceReader(tree).read();
        return new HostReading(network, release == null ? null : release.strip(), place, tree.unread());
    }
}
