package dev.lastack.it.harness;

import java.time.Duration;

/**
 * How long a test waits before it says that something never came: far more than the slowest machine needs, since a test
 * that passes waits for none of them to run out.
 */
public final class Bounds {

    /** For something that a running program, a terminal or the kernel does at once. */
    public static final Duration EVENT = Duration.ofMinutes(4);

    /** For a whole program, from its start to its end. */
    public static final Duration PROGRAM = Duration.ofMinutes(10);

    /** For what must not end by itself while a test looks at it. */
    public static final Duration LONGER_THAN_ANY_TEST = Duration.ofMinutes(30);

    /**
     * What {@code close-wait-threshold} is for programs that do right: on a busy machine a prompt close, too, takes more than a
     * second. Whether they do right is asked of the kernel.
     */
    public static final Duration PROMPT = Duration.ofSeconds(30);

    private Bounds() {}
}
