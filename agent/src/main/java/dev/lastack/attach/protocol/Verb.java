package dev.lastack.attach.protocol;

/** What can be asked of the agent. The words go over the wire: never rename one. */
public enum Verb {
    /** Starts the watch, or changes the settings of the one that runs; arguments: {@code key=value}. Answer: {@link Facts}. */
    ATTACH,
    /**
     * The report as of now; arguments: {@code text} or {@code json}, and for text how much of it: {@code width=120},
     * {@code findings=5}, {@code full}. An agent of before those were there passes over them.
     */
    REPORT,
    /** Ends the watch. Answer: empty, after all is undone. */
    DETACH
}
