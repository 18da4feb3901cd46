package dev.lastack.analyze.rules;

import dev.lastack.analyze.finding.Finding;
import dev.lastack.analyze.host.HostLoad;
import java.util.List;

/** One question put to all code paths together, because they share ports, buckets or settings. Pure. */
public interface HostRule {

    /** Stable id, {@code time-wait/port-pressure}. */
    String id();

    /** Empty where the rule has nothing to say. */
    List<Finding> judge(HostLoad view);
}
