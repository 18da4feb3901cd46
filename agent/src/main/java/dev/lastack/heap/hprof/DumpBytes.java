package dev.lastack.heap.hprof;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * A file of any size, mapped: numbers at positions, the highest byte first. It stays readable when the file is removed
 * and the channel closed. Any thread.
 */
public final class DumpBytes {

    /** Below 2^31, the most that one buffer takes. */
    private static final int CHUNK_BITS = 30;

    private static final long CHUNK_MASK = (1L << CHUNK_BITS) - 1;

    private final ByteBuffer[] chunks;
    private final long size;

    private DumpBytes(ByteBuffer[] chunks, long size) {
        this.chunks = chunks;
        this.size = size;
    }

    /** Of the whole file, as long as it is now. */
    public static DumpBytes of(FileChannel file) throws IOException {
        long size = file.size();
        ByteBuffer[] chunks = new ByteBuffer[(int) ((size + CHUNK_MASK) >>> CHUNK_BITS)];
        for (int i = 0; i < chunks.length; i++) {
            long start = (long) i << CHUNK_BITS;
            chunks[i] = file.map(FileChannel.MapMode.READ_ONLY, start, Math.min(CHUNK_MASK + 1, size - start));
        }
        return new DumpBytes(chunks, size);
    }

    public long size() {
        return size;
    }

    /** @throws EOFException where the file is shorter */
    void require(long position, long bytes) throws EOFException {
        if (position < 0 || bytes < 0 || position > size - bytes) {
            throw new EOFException("it is cut off");
        }
    }

    int u1(long position) {
        return chunks[(int) (position >>> CHUNK_BITS)].get((int) (position & CHUNK_MASK)) & 0xff;
    }

    int u2(long position) {
        return u1(position) << 8 | u1(position + 1);
    }

    int i4(long position) {
        int offset = (int) (position & CHUNK_MASK);
        if (offset <= CHUNK_MASK - 3) {
            return chunks[(int) (position >>> CHUNK_BITS)].getInt(offset);
        }
        return u2(position) << 16 | u2(position + 2);
    }

    long u4(long position) {
        return i4(position) & 0xffff_ffffL;
    }

    long i8(long position) {
        int offset = (int) (position & CHUNK_MASK);
        if (offset <= CHUNK_MASK - 7) {
            return chunks[(int) (position >>> CHUNK_BITS)].getLong(offset);
        }
        return (long) i4(position) << 32 | u4(position + 4);
    }

    byte[] bytes(long position, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) u1(position + i);
        }
        return bytes;
    }

    String utf8(long position, int bytes) {
        return new String(bytes(position, bytes), StandardCharsets.UTF_8);
    }
}
