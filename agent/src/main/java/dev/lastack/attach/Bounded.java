package dev.lastack.attach;

import dev.lastack.attach.TargetException.Problem;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One step that needs the target to do something, on a thread beside: a target that is stopped, starved or hostile lets
 * it wait for ever. The thread is left to itself then, and does not keep the command from ending.
 */
final class Bounded {

    private Bounded() {}

    /** @param step what the target is to do, for the message: "load the agent" */
    static <T> T within(int millis, TargetProcess target, String step, Callable<T> action)
            throws TargetException, IOException {
        FutureTask<T> task = new FutureTask<>(action);
        Thread thread = new Thread(task, "lastack-step");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (TimeoutException e) {
            throw new TargetException(
                    Problem.GONE,
                    target.isAlive()
                            ? target.pid() + " did not " + step + " within " + millis / 1_000 + " s"
                            : target.pid() + " ended meanwhile",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static IOException rethrown(@Nullable Throwable cause) throws TargetException, IOException {
        if (cause instanceof TargetException known) {
            throw known;
        }
        if (cause instanceof IOException known) {
            throw known;
        }
        if (cause instanceof RuntimeException known) {
            throw known;
        }
        if (cause instanceof Error known) {
            throw known;
        }
        return new IOException(cause);
    }
}
