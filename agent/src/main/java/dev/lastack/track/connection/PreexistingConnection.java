package dev.lastack.track.connection;

import dev.lastack.kernel.OwnSockets;
import dev.lastack.snapshot.Transport;
import dev.lastack.track.stack.RawStack;
import java.io.FileDescriptor;
import sun.nio.ch.LastAckKernel;

/**
 * A connection from before the watch. Its {@link FileDescriptor} object is not known until a hook meets it; up to then
 * one of our own stands for the number.
 */
public final class PreexistingConnection extends Connection {

    private final long inode;

    /** The application's own object is known. */
    private volatile boolean joined;

    /** The number stands for something else by now. */
    private volatile boolean gone;

    public PreexistingConnection(OwnSockets.Tcp socket, RawStack stack, long now) {
        // Nobody knows the socket or channel, so nothing can be said of its being reachable: any object that stays.
        super(
                LastAckKernel.descriptor(socket.number()),
                PreexistingConnection.class,
                Transport.UNKNOWN,
                stack,
                "",
                now);
        inode = socket.inode();
        remote = socket.remote();
        remotePort = (char) socket.remotePort();
        phase = YOUNG;
        writtenUnseen();
    }

    /**
     * A hook has met a descriptor object of this number that no record knows. Asks, once, whether it stands for the
     * same socket: a number is used again as soon as it is free.
     */
    public boolean join(FileDescriptor met) {
        if (joined || gone) {
            return false;
        }
        if (OwnSockets.inode(LastAckKernel.number(met)) != inode) {
            gone = true;
            return false;
        }
        fd = met;
        joined = true;
        return true;
    }

    /** Known by its number alone, and that stands for the same socket still. */
    public boolean isThereUnjoined() {
        return !joined && !isGone();
    }

    /** Closed on a way that has no hook. Hooks tell of the end of those that are joined. */
    public boolean isGone() {
        return !joined && (gone || OwnSockets.inode(LastAckKernel.number(fd)) != inode);
    }
}
