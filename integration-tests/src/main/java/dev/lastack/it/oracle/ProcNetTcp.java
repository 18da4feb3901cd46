package dev.lastack.it.oracle;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the kernel's tables. A scan of the whole network namespace: right for an oracle, too dear for an agent. */
public final class ProcNetTcp {

    private ProcNetTcp() {}

    /** Every TCP connection and listener of the network namespace, of whatever process. */
    public static List<TcpEntry> all() {
        List<TcpEntry> entries = new ArrayList<>();
        read(Path.of("/proc/self/net/tcp"), entries);
        read(Path.of("/proc/self/net/tcp6"), entries);
        // The kernel gives the table out in pieces: what moved between two of them is there twice.
        return new ArrayList<>(new LinkedHashSet<>(entries));
    }

    /** Those that a descriptor of this process holds. */
    public static List<TcpEntry> own() {
        return heldBy("self");
    }

    /** Those that a descriptor of the process holds; {@code self} for this one. */
    public static List<TcpEntry> heldBy(String pid) {
        Set<Long> inodes = socketInodes(pid);
        List<TcpEntry> entries = all();
        entries.removeIf(entry -> !inodes.contains(entry.inode()));
        return entries;
    }

    private static void read(Path table, List<TcpEntry> into) {
        try {
            if (Files.exists(table)) {
                Files.readAllLines(table).stream().skip(1).map(TcpEntry::parse).forEach(into::add);
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + table, e);
        }
    }

    private static Set<Long> socketInodes(String pid) {
        Set<Long> inodes = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc", pid, "fd"))) {
            for (Path descriptor : descriptors) {
                addInode(descriptor, inodes);
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot list the descriptors of " + pid, e);
        }
        return inodes;
    }

    private static void addInode(Path descriptor, Set<Long> inodes) {
        String target;
        try {
            target = Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return;
        }
        if (target.startsWith("socket:[")) {
            inodes.add(Long.parseLong(target.substring("socket:[".length(), target.length() - 1)));
        }
    }
}
