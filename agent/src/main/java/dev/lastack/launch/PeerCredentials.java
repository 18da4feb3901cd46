package dev.lastack.launch;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import jdk.net.ExtendedSocketOptions;

/** Who is at the other end: the same user, or root. HotSpot's attach asks the same before it loads an agent. */
final class PeerCredentials {

    private PeerCredentials() {}

    static void require(SocketChannel channel) throws IOException {
        Principal caller;
        try {
            caller = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        } catch (LinkageError | UnsupportedOperationException e) {
            return; // no module jdk.net: the attach mechanism has asked, and the folder is the same user's
        }
        if (!caller.equals(Files.getOwner(Path.of("/proc/self"))) && !caller.equals(root())) {
            throw new IOException(
                    "the command line runs as " + caller.getName() + ", neither as this user nor as root");
        }
    }

    /** By number: the name may be another's. */
    private static Principal root() throws IOException {
        return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("0");
    }
}
