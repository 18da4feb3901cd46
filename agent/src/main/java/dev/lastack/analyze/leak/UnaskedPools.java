package dev.lastack.analyze.leak;

import dev.lastack.snapshot.CodePath;
import dev.lastack.snapshot.Site;
import java.util.List;

/**
 * Pools that open as many as they may, in advance, and that cannot be asked which they have. To the network, and to
 * whoever looks at stacks, a pool that is full and not needed yet is what a loop leaves behind. So here, and only here, a
 * name holds a verdict back; none is needed to find a leak (decision 0054). Pools that can be asked are not here: what they
 * say is evidence.
 */
public final class UnaskedPools {

    private static final List<String> FILL_IN_ADVANCE = List.of(
            "com.mchange.v2.",
            "com.alibaba.druid.pool.",
            "com.jolbox.bonecp.",
            "com.mongodb.",
            "io.agroal.",
            "io.r2dbc.pool.",
            "oracle.ucp.",
            "org.vibur.");

    private UnaskedPools() {}

    /** Whether one of them opens the connections of this path, as far as the stack tells. */
    public static boolean mayHave(CodePath path) {
        for (Site frame : path.openStack().frames()) {
            if (!frame.application() && FILL_IN_ADVANCE.stream().anyMatch(frame.className()::startsWith)) {
                return true;
            }
        }
        return false;
    }
}
