package dev.lastack.bench;

import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How many rounds a run has, and how long each takes. In one round, each case is run once without and once with the agent, in forks of their own that
 * follow each other at once, so that what the machine does meanwhile meets both.
 *
 * @param everyDepth hooks and lives under stacks of every depth, not of the budget's only
 */
record RunPlan(
        int rounds,
        int startUpRounds,
        int iterations,
        TimeValue iteration,
        long warmUpMillis,
        long measureMillis,
        long serverWarmUpMillis,
        long serverTurnMillis,
        int serverTurns,
        boolean everyDepth) {

    /** Less than six minutes for the main parts. */
    static final RunPlan SHORT =
            new RunPlan(1, 9, 3, TimeValue.milliseconds(400), 2_000, 1_500, 5_000, 1_000, 5, false);

    /** About two hours. */
    static final RunPlan LONG = new RunPlan(10, 40, 5, TimeValue.seconds(1), 3_000, 5_000, 20_000, 3_000, 15, true);

    RunPlan withRounds(int more) {
        return new RunPlan(
                more,
                startUpRounds,
                iterations,
                iteration,
                warmUpMillis,
                measureMillis,
                serverWarmUpMillis,
                serverTurnMillis,
                serverTurns,
                everyDepth);
    }
}
