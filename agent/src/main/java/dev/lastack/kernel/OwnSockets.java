package dev.lastack.kernel;

import dev.lastack.snapshot.TcpState;
import java.io.IOException;
import java.net.InetAddress;
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

/**
 * The TCP sockets of this process, by its descriptors and one scan of the host's table: for the moment of attaching
 * only. What is opened or closed meanwhile may be missing, or be there still.
 */
public final class OwnSockets {

    private static final int HEX = 16;
    private static final int WORD_DIGITS = 8;

    /**
     * A socket of the table.
     *
     * @param number the lowest of its descriptors
     * @param inode names the socket for as long as it is open; numbers are used again
     * @param state as in {@link dev.lastack.snapshot.TcpState}
     */
    public record Tcp(
            int number, long inode, int state, InetAddress local, int localPort, InetAddress remote, int remotePort) {

        public boolean listens() {
            return state == TcpState.LISTEN.number();
        }
    }

    private OwnSockets() {}

    /** Of the process itself. */
    public static List<Tcp> now() throws IOException {
        return read(Path.of("/proc/self"));
    }

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
