package dev.lastack.track;

/**
 * Connections from before the watch.
 *
 * @param closeWait those of them whose remote had closed by then
 */
public record AdoptedCounts(long connections, long closeWait) {

    public static final AdoptedCounts NONE = new AdoptedCounts(0, 0);

    public AdoptedCounts plus(AdoptedCounts others) {
        return new AdoptedCounts(connections + others.connections, closeWait + others.closeWait);
    }
}
