package dev.lastack.track.path;

import dev.lastack.snapshot.EndedConnection;
import dev.lastack.snapshot.FirstCloser;
import dev.lastack.snapshot.Role;
import dev.lastack.snapshot.Site;
import dev.lastack.snapshot.Stack;
import dev.lastack.track.close.CloseOrder;
import dev.lastack.track.connection.Captures;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.connection.Endpoint;
import dev.lastack.track.connection.PreexistingConnection;
import dev.lastack.track.stack.FrameNormaliser;
import dev.lastack.track.stack.RawStack;
import org.jspecify.annotations.Nullable;

/** Says of one connection that has ended what its code path's sums do not keep. */
final class EndDescription {

    private EndDescription() {}

    static EndedConnection of(Connection c, CodePathStats path, FrameNormaliser normaliser) {
        Captures captures = c.capturesOrNull();
        FirstCloser first = CloseOrder.firstCloser(c.order);
        Stack openStack = path.key.stack().stack;
        return new EndedConnection(
                path.id,
                c.accepted ? Role.SERVER : Role.CLIENT,
                path.key.transport(),
                c.remote == null ? "" : Endpoint.format(c.remote, c.remotePort),
                first == null ? FirstCloser.UNKNOWN : first,
                c instanceof PreexistingConnection,
                c.openedNanos,
                c.remoteClosedNanos,
                c.closeAskedNanos,
                c.releasedNanos,
                c.reclaimed(),
                CloseOrder.leavesTimeWait(c.order),
                site(openStack),
                captures == null ? null : site(captures.closeStack, normaliser),
                c.openThread,
                captures == null ? null : captures.closeThread);
    }

    private static @Nullable Site site(@Nullable RawStack captured, FrameNormaliser normaliser) {
        return captured == null ? null : site(captured.stack(normaliser).stack);
    }

    private static @Nullable Site site(Stack stack) {
        Site culprit = stack.culprit();
        return culprit != null || stack.isEmpty() ? culprit : stack.frames().get(0);
    }
}
