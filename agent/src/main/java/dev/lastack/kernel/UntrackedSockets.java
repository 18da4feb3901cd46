package dev.lastack.kernel;

import dev.lastack.snapshot.TcpState;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import sun.nio.ch.LastAckKernel;

/**
 * Counts what is not covered: the TCP connections among the process's own descriptors that LastAck has no record of. Costs one readlink
 * for each untracked descriptor, never a scan of the host's sockets.
 */
public final class UntrackedSockets {

    private static final Path OWN_DESCRIPTORS = Path.of("/proc/self/fd");

    /** A connection whose hook has not run yet when it is first looked at has its record a moment later. */
    private static final int SECOND_LOOK_MILLIS = 5;

    private UntrackedSockets() {}

    /** How many there are; -1 where it cannot be known. */
    public static long count(SocketProbe probe, IntPredicate tracked) {
        if (!probe.works()) {
            return -1;
        }
        try {
            List<Integer> candidates = untracked(probe, tracked);
            if (!candidates.isEmpty()) {
                Thread.sleep(SECOND_LOOK_MILLIS);
                candidates.retainAll(untracked(probe, tracked));
            }
            return candidates.size();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private static List<Integer> untracked(SocketProbe probe, IntPredicate tracked) throws IOException {
        List<Integer> found = new ArrayList<>();
        try (DirectoryStream<Path> links = Files.newDirectoryStream(OWN_DESCRIPTORS)) {
            for (Path link : links) {
                int number = Integer.parseInt(link.getFileName().toString());
                if (!tracked.test(number) && ProcSockets.inode(link) != 0 && isTcpConnection(probe, number)) {
                    found.add(number);
                }
            }
        }
        return found;
    }

    private static boolean isTcpConnection(SocketProbe probe, int number) {
        FileDescriptor fd = LastAckKernel.descriptor(number);
        try {
            if (!OwnSockets.isTcp(fd)) {
                return false;
            }
        } catch (IOException e) {
            return false;
        }
        return switch (TcpState.of(probe.tcpState(fd))) {
            case ESTABLISHED, FIN_WAIT1, FIN_WAIT2, CLOSE_WAIT, LAST_ACK, CLOSING -> true;
            default -> false;
        };
    }
}
