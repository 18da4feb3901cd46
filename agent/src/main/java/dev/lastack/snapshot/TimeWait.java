package dev.lastack.snapshot;

/**
 * TIME_WAIT debt of one code path.
 *
 * @param left connections that ended with us as active closer and no reset, since the watch began
 * @param now those of the last 60 s: as many entries stand in the kernel's table for us
 * @param perSecond over the sliding window
 * @param steadyState how many entries that rate holds at any time (rate x 60 s)
 * @param portShare steadyState as a share of the ephemeral ports to this destination, 0 to 1 and above; 0 for a server
 */
public record TimeWait(long left, long now, double perSecond, double steadyState, double portShare) {

    public static final TimeWait NONE = new TimeWait(0, 0, 0, 0, 0);
}
