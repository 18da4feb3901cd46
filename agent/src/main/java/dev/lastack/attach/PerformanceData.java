package dev.lastack.attach;

import dev.lastack.kernel.OthersFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a JVM tells of itself in its performance data file ({@code hsperfdata_USER/PID}), which it keeps for {@code jps}
 * and others: reading it asks the JVM nothing. The format has stayed the same since JDK 5: version 2.0 of
 * perfMemory.hpp.
 */
public final class PerformanceData {

    private static final int MAGIC = 0xCAFEC0C0;
    private static final int VERSION_2 = 2;
    private static final byte LITTLE_ENDIAN = 1;
    private static final byte BYTES = 'B';
    private static final byte LONG = 'J';
    private static final int PROLOGUE = 32;
    private static final int ENTRY = 20;

    private static final Path TMP = Path.of("tmp");

    /** Of 32 KB, unless -XX:PerfDataMemorySize says otherwise. */
    private static final int BIGGEST = 4 << 20;

    private static final int MOST_USERS = 1_000;

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();

    private PerformanceData() {}

    /**
     * Empty where there is none ({@code -XX:-UsePerfData}). Whoever can write to a process's /tmp can put anything there
     * under such a name, a FIFO, a link to a device, a file without end: only a regular file of its own user counts.
     *
     * @param root the process's file system
     * @param innermostPid what it knows itself by
     */
    public static PerformanceData of(Path root, long innermostPid, UserPrincipal owner) {
        Path name = Path.of(Long.toString(innermostPid));
        try {
            for (Path folder : folders(root)) {
                try {
                    return parse(OthersFile.read(root, TMP.resolve(folder).resolve(name), owner, BIGGEST));
                } catch (IOException e) {
                    // another folder may have it
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // none then
        }
        return new PerformanceData();
    }

    private static List<Path> folders(Path root) throws IOException {
        List<Path> folders = new ArrayList<>();
        try (SecureDirectoryStream<Path> tmp = OthersFile.folder(root, TMP)) {
            for (Path entry : tmp) {
                if (entry.getFileName().toString().startsWith("hsperfdata_") && folders.size() < MOST_USERS) {
                    folders.add(entry.getFileName());
                }
            }
        }
        return folders;
    }

    /** Empty where it is not there; a JVM that is just starting has not written all of them yet. */
    public String text(String name) {
        return texts.getOrDefault(name, "");
    }

    OptionalLong number(String name) {
        Long number = numbers.get(name);
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }

    static PerformanceData parse(byte[] file) throws IOException {
        if (file.length < PROLOGUE || ByteBuffer.wrap(file).getInt() != MAGIC || file[5] != VERSION_2) {
            throw new IOException("no performance data");
        }
        ByteOrder order = file[4] == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        ByteBuffer data = ByteBuffer.wrap(file).order(order);
        PerformanceData parsed = new PerformanceData();
        try {
            parsed.read(data, data.getInt(24), data.getInt(28));
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("broken performance data", e);
        }
        return parsed;
    }

    /** The file may be anybody's: nothing is looked for beyond its entry, so that all of it is read once. */
    private void read(ByteBuffer data, int first, int count) {
        int entry = first;
        for (int i = 0; i < count && entry + ENTRY <= data.limit(); i++) {
            int length = data.getInt(entry);
            if (length < ENTRY || length > data.limit() - entry) {
                break;
            }
            ByteBuffer own = data.slice(entry, length).order(data.order());
            int vector = own.getInt(8);
            byte type = own.get(12);
            if (type == BYTES && vector > 0) {
                texts.put(text(own, own.getInt(4)), text(own, own.getInt(16)));
            } else if (type == LONG && vector == 0) {
                numbers.put(text(own, own.getInt(4)), own.getLong(own.getInt(16)));
            }
            entry += length;
        }
    }

    private static String text(ByteBuffer entry, int start) {
        int end = start;
        while (entry.get(end) != 0) {
            end++;
        }
        return StandardCharsets.UTF_8.decode(entry.slice(start, end - start)).toString();
    }
}
