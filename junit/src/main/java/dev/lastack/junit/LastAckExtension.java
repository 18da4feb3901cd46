package dev.lastack.junit;

import dev.lastack.junit.NoConnectionLeaks.Until;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Fails tests that leave connections; see {@link NoConnectionLeaks} and {@link ExpectConnections}, without which it takes
 * their defaults. It may be registered more than once for a test, in whichever ways, and works once.
 *
 * <p>Attaches LastAck to this JVM at the first test, unless {@code -javaagent} has put it there.
 */
public final class LastAckExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(LastAckExtension.class);
    private static final String GRACE = "lastack.junit.grace";

    @Override
    public void beforeAll(ExtensionContext context) {
        begin(context, null);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        begin(context, context.getRequiredTestMethod().getName());
    }

    private static void begin(ExtensionContext context, @Nullable String method) {
        Store store = context.getStore(NAMESPACE);
        String key = context.getUniqueId();
        if (store.get(key) != null) {
            return; // registered in another way too
        }
        Owner owner = Owner.of(context.getRequiredTestClass(), method);
        store.put(key, method == null ? Scope.ofClass(owner) : Scope.begin(owner));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Scope scope = (Scope) context.getStore(NAMESPACE).remove(context.getUniqueId());
        if (scope == null) {
            return;
        }
        try {
            expectConnections(context, scope);
            if (until(context) == Until.AFTER_EACH) {
                List<Leak> leaks = awaitNone(context, scope::leaks);
                scope.judged(Agent.snapshot());
                fail(context, "the test", leaks);
            }
        } finally {
            scope.forget();
        }
    }

    private static void expectConnections(ExtensionContext context, Scope scope) {
        int max = annotation(context, ExpectConnections.class)
                .map(ExpectConnections::max)
                .orElse(Integer.MAX_VALUE);
        if (max == Integer.MAX_VALUE) {
            return;
        }
        long opened = scope.opened(Agent.snapshot());
        if (opened > max) {
            throw new AssertionError(Messages.opened("the test", opened, max));
        }
    }

    /** What no test could be told to have opened, and what may stay until now. */
    @Override
    public void afterAll(ExtensionContext context) {
        Scope scope = (Scope) context.getStore(NAMESPACE).remove(context.getUniqueId());
        if (scope == null) {
            return;
        }
        boolean toTheEnd = until(context) == Until.AFTER_ALL;
        try {
            List<Leak> left = awaitNone(context, now -> ofClass(scope, now, toTheEnd));
            fail(context, "the class, or by a test of it that cannot be told,", left);
        } finally {
            scope.forget();
        }
    }

    /**
     * An open connection may be a pool's for all classes, unless it was said that it ends with this one; and those that the
     * collector closed, the tests have told.
     */
    private static List<Leak> ofClass(Scope scope, Snapshot now, boolean toTheEnd) {
        List<Leak> leaks = new ArrayList<>(scope.leaks(now).stream()
                .filter(leak -> toTheEnd || (leak.isSure() && !leak.isReclaimed()))
                .toList());
        scope.doubtful(now).stream().filter(Leak::isSure).forEach(leaks::add);
        return leaks;
    }

    private static List<Leak> awaitNone(ExtensionContext context, Function<Snapshot, List<Leak>> look) {
        Excuses excuses = excuses(context);
        return Grace.awaitNone(
                grace(context),
                now -> look.apply(now).stream()
                        .filter(leak -> !excuses.cover(leak))
                        .toList());
    }

    private static void fail(ExtensionContext context, String whose, List<Leak> leaks) {
        if (leaks.isEmpty()) {
            return;
        }
        AssertionError failure = new AssertionError(Messages.left(whose, leaks));
        Throwable before = context.getExecutionException().orElse(null);
        if (before != null) {
            before.addSuppressed(failure); // the test's own failure comes first
            return;
        }
        throw failure;
    }

    private static Until until(ExtensionContext context) {
        return annotation(context, NoConnectionLeaks.class)
                .map(NoConnectionLeaks::until)
                .orElse(Until.AFTER_EACH);
    }

    private static Excuses excuses(ExtensionContext context) {
        return annotation(context, NoConnectionLeaks.class)
                .map(one -> new Excuses(List.of(one.allow()), List.of(one.peers())))
                .orElse(Excuses.NONE);
    }

    private static Duration grace(ExtensionContext context) {
        String text = context.getConfigurationParameter(GRACE).orElse("");
        try {
            return text.isEmpty() ? Grace.USUAL : Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new ExtensionConfigurationException(GRACE + "=" + text + ": expected a duration such as PT0.5S", e);
        }
    }

    /** The nearest: of the method, the class, a class around it. */
    private static <A extends Annotation> Optional<A> annotation(ExtensionContext context, Class<A> type) {
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            Optional<A> found =
                    at.get().getElement().flatMap(element -> AnnotationSupport.findAnnotation(element, type));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
