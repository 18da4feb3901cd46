package dev.lastack.cli.jvms;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The texts in a HotSpot performance data file ({@code hsperfdata_USER/PID}), which a JVM keeps for {@code jps} and
 * others. The format has stayed the same since JDK 5: version 2.0 of perfMemory.hpp.
 */
final class PerfData {

    private static final int MAGIC = 0xCAFEC0C0;
    private static final int VERSION_2 = 2;
    private static final byte LITTLE_ENDIAN = 1;
    private static final byte BYTES = 'B';
    private static final int PROLOGUE = 32;
    private static final int ENTRY = 20;

    private PerfData() {}

    /** By name; a JVM that is just starting has not written all of them yet. */
    static Map<String, String> texts(byte[] file) throws IOException {
        if (file.length < PROLOGUE || ByteBuffer.wrap(file).getInt() != MAGIC || file[5] != VERSION_2) {
            throw new IOException("no performance data");
        }
        ByteBuffer data =
                ByteBuffer.wrap(file).order(file[4] == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        try {
            return texts(data, data.getInt(24), data.getInt(28));
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("broken performance data", e);
        }
    }

    /** The file may be anybody's: no text is looked for beyond its entry, so that all of it is read once. */
    private static Map<String, String> texts(ByteBuffer data, int first, int count) {
        Map<String, String> texts = new HashMap<>();
        int entry = first;
        for (int i = 0; i < count && entry + ENTRY <= data.limit(); i++) {
            int length = data.getInt(entry);
            if (length < ENTRY || length > data.limit() - entry) {
                break;
            }
            int vector = data.getInt(entry + 8);
            if (data.get(entry + 12) == BYTES && vector > 0) {
                ByteBuffer own = data.slice(entry, length);
                texts.put(text(own, data.getInt(entry + 4)), text(own, data.getInt(entry + 16)));
            }
            entry += length;
        }
        return texts;
    }

    private static String text(ByteBuffer entry, int start) {
        int end = start;
        while (entry.get(end) != 0) {
            end++;
        }
        return StandardCharsets.UTF_8.decode(entry.slice(start, end - start)).toString();
    }
}
