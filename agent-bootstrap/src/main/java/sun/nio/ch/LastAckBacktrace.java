package sun.nio.ch;

import jdk.internal.misc.Unsafe;

/**
 * A fingerprint of a stack from the raw backtrace that HotSpot hangs on a new {@link Throwable}, at a fifth of the cost
 * of materialising it. The field is hidden from reflection and its layout is the VM's own affair, so {@link #usable}
 * proves it before it is relied on.
 *
 * <p>The backtrace is a chain of {@code Object[]} chunks: method ids, bytecode indexes with the method's version, class
 * mirrors, ..., the next chunk. Equal in these three means the same frames.
 */
public final class LastAckBacktrace {

    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final long BACKTRACE = offset();
    private static final int METHODS = 0;
    private static final int INDEXES = 1;
    private static final int MIRRORS = 2;

    /** Where the next chunk hangs; -1 where the layout is not the one known. 4 on JDK 17 to 26. */
    private static final int NEXT = findNext();

    private LastAckBacktrace() {}

    private static long offset() {
        try {
            return UNSAFE.objectFieldOffset(Throwable.class, "backtrace");
        } catch (Throwable t) {
            return -1;
        }
    }

    public static boolean usable() {
        return NEXT >= 0;
    }

    /** A 64-bit hash of all frames; only where {@link #usable}. Never 0. */
    public static long fingerprint(Throwable t) {
        long hash = 0;
        Object[] chunk = (Object[]) UNSAFE.getReference(t, BACKTRACE);
        while (chunk != null) {
            short[] methods = (short[]) chunk[METHODS];
            int[] indexes = (int[]) chunk[INDEXES];
            Object[] mirrors = (Object[]) chunk[MIRRORS];
            for (int i = 0; i < mirrors.length; i++) {
                Object mirror = mirrors[i];
                if (mirror == null) {
                    return hash == 0 ? 1 : hash;
                }
                hash = mix(hash, methods[i], indexes[i], System.identityHashCode(mirror));
            }
            chunk = (Object[]) chunk[NEXT];
        }
        return hash == 0 ? 1 : hash;
    }

    /** Lets go of the frames; only where {@link #usable}. */
    public static void clear(Throwable t) {
        UNSAFE.putReference(t, BACKTRACE, null);
    }

    /** The classes of the frames, innermost first; only where {@link #usable}. Not for hooks: it allocates. */
    public static java.util.List<Class<?>> classes(Throwable t) {
        java.util.List<Class<?>> classes = new java.util.ArrayList<>();
        Object[] chunk = (Object[]) UNSAFE.getReference(t, BACKTRACE);
        while (chunk != null) {
            for (Object mirror : (Object[]) chunk[MIRRORS]) {
                if (mirror == null) {
                    return classes;
                }
                classes.add((Class<?>) mirror);
            }
            chunk = (Object[]) chunk[NEXT];
        }
        return classes;
    }

    /** The multiplier is the golden ratio in 64 bits (Knuth, TAOCP 3, 6.4). */
    private static long mix(long hash, int method, int index, int mirror) {
        long frame = ((long) index << 32) ^ ((long) method << 16) ^ mirror;
        return (Long.rotateLeft(hash, 27) ^ frame) * 0x9E3779B97F4A7C15L;
    }

    /** Deep enough that a second chunk is needed (a chunk holds 32 frames). */
    private static int findNext() {
        try {
            return BACKTRACE < 0 ? -1 : nextIndex(deep(48));
        } catch (Throwable t) {
            return -1;
        }
    }

    private static Throwable deep(int frames) {
        return frames == 0 ? new Throwable() : deep(frames - 1);
    }

    private static int nextIndex(Throwable t) {
        if (!(UNSAFE.getReference(t, BACKTRACE) instanceof Object[] first) || !isChunk(first)) {
            return -1;
        }
        for (int i = MIRRORS + 1; i < first.length; i++) {
            if (first[i] instanceof Object[] second && isChunk(second)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isChunk(Object[] chunk) {
        return chunk.length > MIRRORS + 1
                && chunk[METHODS] instanceof short[] methods
                && chunk[INDEXES] instanceof int[] indexes
                && chunk[MIRRORS] instanceof Object[] mirrors
                && methods.length == mirrors.length
                && indexes.length == mirrors.length
                && mirrors[0] == LastAckBacktrace.class;
    }
}
