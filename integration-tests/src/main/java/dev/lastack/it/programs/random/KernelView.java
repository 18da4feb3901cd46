package dev.lastack.it.programs.random;

import dev.lastack.it.oracle.ProcNetTcp;
import dev.lastack.it.oracle.TcpEntry;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One reading of the kernel's table, for a whole batch of connections. */
final class KernelView {

    private final Map<Long, TcpEntry> byPorts = new HashMap<>();

    KernelView() {
        for (TcpEntry entry : ProcNetTcp.all(entry -> entry.inode() != 0)) {
            byPorts.put(key(entry.localPort(), entry.remotePort()), entry);
        }
    }

    /** The end's connection while a descriptor holds it and TCP is not through with it. */
    @Nullable
    TcpEntry entry(End end, End other) {
        return byPorts.get(key(end.localPort(), other.localPort()));
    }

    private static long key(int localPort, int remotePort) {
        return ((long) localPort << 16) | remotePort;
    }
}
