package dev.lastack.notify;

import java.util.function.Consumer;

/**
 * What telling needs of the agent.
 *
 * @param threads whose sockets are not the application's
 * @param say one line on standard error; never waits for long
 * @param requireDescriptors throws an {@link IllegalStateException} for a person where the process has too few of them
 *     left: classes of the JDK's would be first used then, and be broken for the application too
 */
public record Surroundings(ThreadStarter threads, Consumer<String> say, Runnable requireDescriptors) {

    /** Starts daemons. */
    public interface ThreadStarter {
        Thread start(String name, Runnable task);
    }
}
