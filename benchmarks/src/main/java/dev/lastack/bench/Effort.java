package dev.lastack.bench;

import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How long a run takes. In one round, each case is run once without and once with the agent, in forks of their own that
 * follow each other at once, so that what the machine does meanwhile meets both.
 */
record Effort(int rounds, int keptAliveRounds, int startUpRounds, int iterations, TimeValue iteration) {

    /** Four to five minutes. */
    static final Effort SHORT = new Effort(2, 3, 10, 3, TimeValue.milliseconds(500));

    /** About an hour. */
    static final Effort LONG = new Effort(10, 20, 40, 5, TimeValue.seconds(1));
}
