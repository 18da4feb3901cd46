package dev.lastack.snapshot;

/**
 * TIME_WAIT debt of one code path.
 *
 * <p>What follows a close nobody can see from here: late data of the remote turns it into a reset, and a remote that has
 * vanished never answers. So these are the connections that should have left an entry, and never more than the kernel
 * has.
 *
 * @param left connections that ended with us as active closer and no reset that we saw, since the watch began
 * @param now those of the last 60 s: as many entries stand in the kernel's table for us
 * @param perSecond over the sliding window
 * @param steadyState how many entries that rate holds at any time (rate x 60 s)
 * @param portShare steadyState as a share of the ephemeral ports to this destination, 0 to 1 and above; 0 for a server
 * @param atMost true where the kernel's table has fewer than all code paths should have left: these are upper bounds
 */
public record TimeWait(long left, long now, double perSecond, double steadyState, double portShare, boolean atMost) {

    public static final TimeWait NONE = new TimeWait(0, 0, 0, 0, 0);

    public TimeWait(long left, long now, double perSecond, double steadyState, double portShare) {
        this(left, now, perSecond, steadyState, portShare, false);
    }

    /** No more now than that, and the rate in proportion. */
    public TimeWait atMost(long most) {
        if (now == 0) {
            return this;
        }
        long bounded = Math.min(now, most);
        double share = (double) bounded / now;
        return new TimeWait(
                left - (now - bounded), bounded, perSecond * share, steadyState * share, portShare * share, true);
    }
}
