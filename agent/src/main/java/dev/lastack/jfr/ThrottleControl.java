package dev.lastack.jfr;

import java.util.Set;
import jdk.jfr.SettingControl;

/**
 * The setting {@code throttle} as the JDK's own events have it: {@code 100/s}, or {@code off}. The JDK has one for events
 * of others from 25 on only, and there it must be named in the class file, which 17 would not know.
 */
public final class ThrottleControl extends SettingControl {

    private static final String OFF = "off";
    private static final double UNBOUNDED = Double.POSITIVE_INFINITY;
    private static final double SECOND_NANOS = 1e9;

    private volatile String value = OFF;

    // guarded by this
    private double perSecond = UNBOUNDED;
    private double left;
    private long refilledNanos;

    /** For the recorder, which calls it by reflection. */
    public ThrottleControl() {}

    /** Of several recordings the one that wants the most. */
    @Override
    public String combine(Set<String> settings) {
        String most = OFF;
        double rate = -1;
        for (String setting : settings) {
            double asked = rate(setting);
            if (asked > rate) {
                rate = asked;
                most = setting;
            }
        }
        return most;
    }

    @Override
    public synchronized void setValue(String setting) {
        value = setting;
        perSecond = rate(setting);
        left = burst();
    }

    @Override
    public String getValue() {
        return value;
    }

    /** @param now {@link System#nanoTime} */
    synchronized boolean accept(long now) {
        if (perSecond == UNBOUNDED) {
            return true;
        }
        left = Math.min(burst(), left + (now - refilledNanos) / SECOND_NANOS * perSecond);
        refilledNanos = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    /** Those of a second, all at once: the connections of a leak come together at the end of a chunk. */
    private double burst() {
        return perSecond == 0 ? 0 : Math.max(1, perSecond);
    }

    /** What cannot be read throttles nothing: rather too many events than none. */
    private static double rate(String setting) {
        int slash = setting.indexOf('/');
        if (slash < 0) {
            return UNBOUNDED;
        }
        double seconds = switch (setting.substring(slash + 1).strip()) {
            case "ns" -> 1e-9;
            case "us" -> 1e-6;
            case "ms" -> 1e-3;
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3_600;
            case "d" -> 86_400;
            default -> 0;
        };
        try {
            long count = Long.parseLong(setting.substring(0, slash).strip());
            return seconds == 0 || count < 0 ? UNBOUNDED : count / seconds;
        } catch (NumberFormatException e) {
            return UNBOUNDED;
        }
    }
}
