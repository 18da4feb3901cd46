package dev.lastack.analyze;

import java.util.List;

/** One question put to all code paths together, because they share ports, buckets or settings. Pure. */
interface HostRule {

    /** Stable id, {@code time-wait/port-pressure}. */
    String id();

    /** Empty where the rule has nothing to say. */
    List<Finding> judge(HostView view);
}
