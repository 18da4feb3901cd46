package dev.lastack.it.oracle;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the kernel's tables. A scan of the whole network namespace: right for an oracle, too dear for an agent. */
public final class ProcNetTcp {

    /** More than the kernel gives out at a time, and than any line has. */
    private static final int PIECE_BYTES = 16_384;

    private ProcNetTcp() {}

    /** Of every TCP connection and listener of the network namespace, of whatever process. */
    public static List<TcpEntry> all(Predicate<TcpEntry> wanted) {
        // The kernel gives the table out in pieces: what moved between two of them is there twice.
        Set<TcpEntry> entries = new LinkedHashSet<>();
        read("/proc/self/net/tcp", wanted, entries);
        read("/proc/self/net/tcp6", wanted, entries);
        return new ArrayList<>(entries);
    }

    /** Those that a descriptor of this process holds. */
    public static List<TcpEntry> own() {
        return own(entry -> true);
    }

    /** Those that a descriptor of this process holds. */
    public static List<TcpEntry> own(Predicate<TcpEntry> wanted) {
        return heldBy("self", wanted);
    }

    /** Those that a descriptor of the process holds. */
    public static List<TcpEntry> heldBy(String pid) {
        return heldBy(pid, entry -> true);
    }

    private static List<TcpEntry> heldBy(String pid, Predicate<TcpEntry> wanted) {
        Set<Long> inodes = socketInodes(pid);
        return all(wanted.and(entry -> inodes.contains(entry.inode())));
    }

    private static void read(String file, Predicate<TcpEntry> wanted, Set<TcpEntry> into) {
        try (InputStream in = new FileInputStream(file)) {
            byte[] table = new byte[PIECE_BYTES];
            boolean headings = true;
            int filled = 0;
            for (int more = in.read(table); more > 0; more = in.read(table, filled, table.length - filled)) {
                filled += more;
                int begin = 0;
                for (int end = endOfLine(table, begin, filled); end >= 0; end = endOfLine(table, begin, filled)) {
                    if (!headings) {
                        add(TcpEntry.parse(table, begin), wanted, into);
                    }
                    headings = false;
                    begin = end + 1;
                }
                System.arraycopy(table, begin, table, 0, filled - begin);
                filled -= begin;
            }
        } catch (FileNotFoundException noSuchTable) {
            return; // a kernel without IPv6
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }

    private static void add(TcpEntry entry, Predicate<TcpEntry> wanted, Set<TcpEntry> into) {
        if (wanted.test(entry)) {
            into.add(entry);
        }
    }

    private static int endOfLine(byte[] table, int begin, int end) {
        for (int at = begin; at < end; at++) {
            if (table[at] == '\n') {
                return at;
            }
        }
        return -1;
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
