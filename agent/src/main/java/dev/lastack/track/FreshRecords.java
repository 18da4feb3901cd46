package dev.lastack.track;

import dev.lastack.snapshot.Transport;
import dev.lastack.track.connection.Connection;
import dev.lastack.track.propagation.CallerPropagation;
import dev.lastack.track.sampling.CaptureSampler;
import dev.lastack.track.sampling.RepeatedOpens;
import dev.lastack.track.stack.RawStack;
import dev.lastack.track.thread.ReaderThreads;
import java.io.FileDescriptor;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Makes the record of a connection whose channel nobody saw made, with the stack of the caller, or where that would be the
 * same once more, of its siblings (decision 0039). Any thread, from hooks.
 */
final class FreshRecords {

    private final CaptureSampler sampler;
    private final CallerPropagation propagation;
    private final RepeatedOpens repeatedOpens = new RepeatedOpens();

    FreshRecords(CaptureSampler sampler, CallerPropagation propagation) {
        this.sampler = sampler;
        this.propagation = propagation;
    }

    /**
     * @param placeAddress where accepted the listener's, else the destination's; null where that is not known
     * @param now {@code System.nanoTime()}
     */
    Connection make(
            FileDescriptor fd,
            Object owner,
            String transport,
            boolean accepted,
            @Nullable InetAddress placeAddress,
            int placePort,
            long now) {
        boolean maySkip = sampler.maySkipOpens() && propagation.isOwnDoing();
        int thread = ReaderThreads.id(Thread.currentThread());
        long place = RepeatedOpens.place(accepted, placeAddress, placePort);
        RawStack ofSiblings = maySkip ? repeatedOpens.of(thread, place, now) : null;
        if (ofSiblings != null) {
            Connection c = new Connection(fd, owner, Transport.of(transport), ofSiblings, now);
            c.leave(Connection.OPENED_LIKE_SIBLINGS);
            return c;
        }
        RawStack captured = propagation.openStack();
        if (maySkip) {
            repeatedOpens.captured(thread, place, now, captured);
        }
        return new Connection(fd, owner, Transport.of(transport), captured, now);
    }
}
