package dev.lastack.snapshot;

import java.util.List;

/**
 * What is kept of the connections of one code path whose descriptors were released.
 *
 * @param count how many
 * @param lifetime from open to release
 * @param closeWait from the remote's FIN to our close(), of those where the remote's FIN came first
 * @param closeWaitUnknown of how many the remote's FIN was met only when we closed, at most a tick after it came: not in
 *     closeWait
 * @param slowlyClosed whose close came late: counted from the remote's FIN, or from our last write after it
 * @param reclaimed closed by the JDK's cleaner after the object became unreachable, close() never called
 * @param closedBy stacks of close(); without the reclaimed ones
 * @param slowlyClosedBy stacks of close() of those whose close-wait time was above the threshold
 * @param eofSeenBy stacks of the first end-of-stream
 * @param lastUsedBy stacks of the last use, as far as captured, of the reclaimed ones
 */
public record ClosedConnections(
        long count,
        FirstCloserCounts firstCloser,
        Distribution lifetime,
        Distribution closeWait,
        long closeWaitUnknown,
        long slowlyClosed,
        long reclaimed,
        Distribution reclaimedCloseWait,
        List<StackCount> closedBy,
        List<StackCount> slowlyClosedBy,
        List<StackCount> eofSeenBy,
        List<StackCount> lastUsedBy) {

    public static final ClosedConnections NONE = new ClosedConnections(
            0,
            FirstCloserCounts.NONE,
            Distribution.NONE,
            Distribution.NONE,
            0,
            0,
            0,
            Distribution.NONE,
            List.of(),
            List.of(),
            List.of(),
            List.of());

    public ClosedConnections {
        closedBy = List.copyOf(closedBy);
        slowlyClosedBy = List.copyOf(slowlyClosedBy);
        eofSeenBy = List.copyOf(eofSeenBy);
        lastUsedBy = List.copyOf(lastUsedBy);
    }
}
