package dev.lastack.junit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a piece of code left of its connections, for any test framework:
 *
 * <pre>{@code
 * ConnectionLeaks.during(() -> client.fetch("/prices")).assertNone();
 * }</pre>
 *
 * <p>Immutable. What the code's thread opened belongs to it, and what threads opened that it started.
 */
public final class ConnectionLeaks {

    private final Scope scope;
    private final Excuses excuses;
    private final Duration grace;

    /** Code that may fail. */
    @FunctionalInterface
    public interface Code {
        /** Runs it. */
        void run() throws Throwable;
    }

    private ConnectionLeaks(Scope scope, Excuses excuses, Duration grace) {
        this.scope = scope;
        this.excuses = excuses;
        this.grace = grace;
    }

    /**
     * Runs the code on this thread. What it throws comes through.
     *
     * @throws IllegalStateException where this JVM takes no agent; the message says what to do
     */
    public static ConnectionLeaks during(Code code) {
        StackWalker.StackFrame caller = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.skip(1).findFirst())
                .orElseThrow();
        Scope scope = Scope.begin(Owner.of(caller.getDeclaringClass(), caller.getMethodName()));
        try {
            code.run();
        } catch (Throwable e) {
            throw sneaky(e);
        } finally {
            scope.end();
        }
        return new ConnectionLeaks(scope, Excuses.NONE, Grace.USUAL);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // what a lambda threw, as it was
    private static <T extends Throwable> RuntimeException sneaky(Throwable e) throws T {
        throw (T) e;
    }

    /** Without those of these rules, or groups of rules. */
    public ConnectionLeaks allowing(String... rules) {
        List<String> all = new ArrayList<>(excuses.rules());
        all.addAll(List.of(rules));
        return new ConnectionLeaks(scope, new Excuses(List.copyOf(all), List.of()), grace);
    }

    /** How long a close may be on its way; half a second without it. */
    public ConnectionLeaks within(Duration time) {
        return new ConnectionLeaks(scope, excuses, time);
    }

    /**
     * Fails where a connection was left that the code opened.
     *
     * @throws AssertionError with the line that opened it
     */
    public void assertNone() {
        List<Leak> leaks = Grace.awaitNone(grace, now -> left(scope.leaks(now)));
        if (!leaks.isEmpty()) {
            throw new AssertionError(Messages.left("the code", leaks));
        }
    }

    /**
     * Fails where the code opened more client connections.
     *
     * @throws AssertionError with both numbers
     */
    public ConnectionLeaks assertOpenedAtMost(int max) {
        long opened = scope.opened(Agent.snapshot());
        if (opened > max) {
            throw new AssertionError(Messages.opened("the code", opened, max));
        }
        return this;
    }

    private List<Leak> left(List<Leak> leaks) {
        return leaks.stream().filter(leak -> !excuses.cover(leak)).toList();
    }
}
