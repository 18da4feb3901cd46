package dev.lastack.launch;

/**
 * Whether the heap has room for LastAck, before it is the first to use a class of the JDK: an initialiser that fails for
 * want of memory is not tried again, and a heap that is full to the last megabyte is collected without end. Looked at,
 * not tried: an allocation that fails sets off what {@code -XX:OnOutOfMemoryError} says.
 */
final class SpareMemory {

    /** LastAck and its reports were seen to need 3 MB. */
    static final int TO_BEGIN = 8 << 20;

    private SpareMemory() {}

    /** @throws IllegalStateException where there is less; its message is for a person */
    static void require(int bytes) {
        if (free() < bytes) {
            System.gc(); // what is free now is without the garbage; so near its end it would come anyhow
        }
        long free = free();
        if (free < bytes) {
            throw new IllegalStateException(
                    "the heap has " + free / 1_024 + " KB left: LastAck needs " + bytes / 1_024 + " KB");
        }
    }

    private static long free() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    }
}
