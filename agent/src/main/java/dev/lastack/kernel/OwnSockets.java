package dev.lastack.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * The TCP sockets of this process, by its descriptors and one scan of the host's table: for the moment of attaching
 * only. What is opened or closed meanwhile may be missing, or be there still.
 */
public final class OwnSockets {

    private static final String SOCKET = "socket:[";
    private static final int LISTEN = 10;
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
            return state == LISTEN;
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
                    scan(file, numbers, found);
                }
            }
        }
        return found;
    }

    /** Of the socket that the descriptor number stands for now; 0 where it is no socket, or none. */
    public static long inode(int number) {
        return inode(Path.of("/proc/self/fd", Integer.toString(number)));
    }

    private static Map<Long, Integer> numbersByInode(Path descriptors) throws IOException {
        Map<Long, Integer> numbers = new HashMap<>();
        try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
            for (Path link : links) {
                long inode = inode(link);
                if (inode != 0) {
                    numbers.merge(inode, Integer.parseInt(link.getFileName().toString()), Math::min);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return numbers;
    }

    private static long inode(Path link) {
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith(SOCKET) ? Long.parseLong(target, SOCKET.length(), target.length() - 1, 10) : 0;
        } catch (IOException | NumberFormatException e) {
            return 0; // closed meanwhile
        }
    }

    private static void scan(Path table, Map<Long, Integer> numbers, List<Tcp> found) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(table, StandardCharsets.ISO_8859_1)) {
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                row(line, numbers, found);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** {@code sl local remote st tx:rx tr:tm retrnsmt uid timeout inode ...}. */
    private static void row(String line, Map<Long, Integer> numbers, List<Tcp> found) throws UnknownHostException {
        StringTokenizer words = new StringTokenizer(line);
        if (words.countTokens() < 10) {
            return;
        }
        words.nextToken();
        String local = words.nextToken();
        String remote = words.nextToken();
        int state = Integer.parseInt(words.nextToken(), HEX);
        for (int i = 0; i < 5; i++) {
            words.nextToken();
        }
        long inode = Long.parseLong(words.nextToken());
        Integer number = numbers.get(inode);
        if (number != null) {
            found.add(new Tcp(number, inode, state, address(local), port(local), address(remote), port(remote)));
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
