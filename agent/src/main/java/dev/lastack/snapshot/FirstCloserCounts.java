package dev.lastack.snapshot;

/** How many connections ended with each first closer. */
public record FirstCloserCounts(
        long local, long remote, long simultaneous, long resetByRemote, long resetByLocal, long unknown) {

    public static final FirstCloserCounts NONE = new FirstCloserCounts(0, 0, 0, 0, 0, 0);

    public FirstCloserCounts plus(FirstCloserCounts other) {
        return new FirstCloserCounts(
                local + other.local,
                remote + other.remote,
                simultaneous + other.simultaneous,
                resetByRemote + other.resetByRemote,
                resetByLocal + other.resetByLocal,
                unknown + other.unknown);
    }
}
