package dev.lastack.track;

/**
 * Connections from before the watch.
 *
 * @param closeWait those of them whose remote had closed by then
 */
public record PreexistingCounts(long connections, long closeWait) {

    public static final PreexistingCounts NONE = new PreexistingCounts(0, 0);

    public PreexistingCounts plus(PreexistingCounts others) {
        return new PreexistingCounts(connections + others.connections, closeWait + others.closeWait);
    }
}
