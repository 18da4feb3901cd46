package dev.lastack.track.connection;

import dev.lastack.snapshot.Transport;
import dev.lastack.track.stack.RawStack;
import java.io.FileDescriptor;

/** A channel that was made; nobody has asked to connect it yet. Another record takes its place then. */
public final class UnconnectedChannel extends Connection {

    public UnconnectedChannel(FileDescriptor fd, Object owner, Transport transport, RawStack madeStack, long now) {
        super(fd, owner, transport, madeStack, now);
    }
}
