package dev.lastack.kernel;

import dev.lastack.snapshot.TcpState;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.LastAckKernel;

/**
 * The TCP sockets of this process: for the moment of attaching only. What is opened or closed meanwhile may be missing,
 * or be there still.
 */
public final class OwnSockets {

    private static final int SOL_SOCKET = 1;
    private static final int SO_PROTOCOL = 38;
    private static final int IPPROTO_TCP = 6;

    private static final int HEX = 16;
    private static final int WORD_DIGITS = 8;
    private static final Path SELF = Path.of("/proc/self");

    /**
     * One socket.
     *
     * @param number the lowest of its descriptors
     * @param inode names the socket for as long as it is open; numbers are used again
     * @param state as in {@link dev.lastack.snapshot.TcpState}
     * @param remote of one that listens, whatever address, and port 0
     */
    public record Tcp(
            int number, long inode, int state, InetAddress local, int localPort, InetAddress remote, int remotePort) {

        public boolean listens() {
            return state == TcpState.LISTEN.number();
        }
    }

    private OwnSockets() {}

    /**
     * Of the process itself. Each is asked of the kernel by its descriptor, so that the cost is that of the process's own
     * sockets; only where it cannot be asked, its tables of all sockets are read.
     *
     * @param known of the lowest descriptor number of a socket: nobody needs to be told of it, unless it listens. Those
     *     that are known may be told all the same
     */
    public static List<Tcp> now(SocketProbe probe, IntPredicate known) throws IOException {
        return probe.works() ? ask(probe, known) : read(SELF);
    }

    private static List<Tcp> ask(SocketProbe probe, IntPredicate known) throws IOException {
        List<Tcp> found = new ArrayList<>();
        for (Map.Entry<Long, Integer> socket :
                numbersByInode(SELF.resolve("fd")).entrySet()) {
            int number = socket.getValue();
            Tcp tcp = known.test(number) ? null : ask(probe, number, socket.getKey());
            if (tcp != null) {
                found.add(tcp);
            }
        }
        return found;
    }

    /** Null where it is no TCP, and where it is neither connected nor listens. */
    private static @Nullable Tcp ask(SocketProbe probe, int number, long inode) {
        FileDescriptor fd = LastAckKernel.descriptor(number);
        try {
            if (!isTcp(fd)) {
                return null;
            }
            int state = probe.tcpState(fd);
            boolean listens = state == TcpState.LISTEN.number();
            InetSocketAddress local = LastAckKernel.localAddress(fd);
            InetSocketAddress remote = listens ? new InetSocketAddress(0) : LastAckKernel.remoteAddress(fd);
            return new Tcp(
                    number, inode, state, local.getAddress(), local.getPort(), remote.getAddress(), remote.getPort());
        } catch (IOException e) {
            return null;
        }
    }

    /** @throws IOException where the descriptor is no socket */
    static boolean isTcp(FileDescriptor fd) throws IOException {
        return LastAckKernel.intOption(fd, SOL_SOCKET, SO_PROTOCOL) == IPPROTO_TCP;
    }

    /** By one scan of the tables, which have the sockets of the whole network namespace. */
    static List<Tcp> read(Path process) throws IOException {
        Map<Long, Integer> numbers = numbersByInode(process.resolve("fd"));
        List<Tcp> found = new ArrayList<>();
        if (!numbers.isEmpty()) {
            for (String table : new String[] {"tcp", "tcp6"}) {
                Path file = process.resolve("net").resolve(table);
                if (Files.exists(file)) { // no tcp6 where IPv6 is switched off
                    ProcSockets.forEachRow(file, row -> row(row, numbers, found));
                }
            }
        }
        return found;
    }

    /** Of the socket that the descriptor number stands for now; 0 where it is no socket, or none. */
    public static long inode(int number) {
        return ProcSockets.inode(Path.of("/proc/self/fd", Integer.toString(number)));
    }

    private static Map<Long, Integer> numbersByInode(Path descriptors) throws IOException {
        Map<Long, Integer> numbers = new HashMap<>();
        try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
            for (Path link : links) {
                long inode = ProcSockets.inode(link);
                if (inode != 0) {
                    numbers.merge(inode, Integer.parseInt(link.getFileName().toString()), Math::min);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return numbers;
    }

    private static void row(ProcSockets.Row row, Map<Long, Integer> numbers, List<Tcp> found)
            throws UnknownHostException {
        Integer number = numbers.get(row.inode());
        if (number != null) {
            found.add(new Tcp(
                    number,
                    row.inode(),
                    row.state(),
                    address(row.local()),
                    port(row.local()),
                    address(row.remote()),
                    port(row.remote())));
        }
    }

    /** Words of four bytes, each in the host's byte order: little endian wherever this runs. */
    private static InetAddress address(String text) throws UnknownHostException {
        byte[] bytes = HexFormat.of().parseHex(text, 0, text.indexOf(':'));
        for (int word = 0; word < bytes.length; word += WORD_DIGITS / 2) {
            swap(bytes, word, word + 3);
            swap(bytes, word + 1, word + 2);
        }
        return InetAddress.getByAddress(bytes);
    }

    private static void swap(byte[] bytes, int a, int b) {
        byte kept = bytes[a];
        bytes[a] = bytes[b];
        bytes[b] = kept;
    }

    private static int port(String text) {
        return Integer.parseInt(text.substring(text.indexOf(':') + 1), HEX);
    }
}
