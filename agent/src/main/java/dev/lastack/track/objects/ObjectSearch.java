package dev.lastack.track.objects;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nearest object of a kind along fields: what a library keeps in which field differs from version to version,
 * what it must keep near does not. Goes a few steps and through a bounded number of objects.
 */
public final class ObjectSearch {

    private static final int MAX_ELEMENTS = 64;

    private final Fields fields;
    private final int maxSteps;
    private final int maxObjects;

    public ObjectSearch(Fields fields, int maxSteps, int maxObjects) {
        this.fields = fields;
        this.maxSteps = maxSteps;
        this.maxObjects = maxObjects;
    }

    /** Of what a search comes to. */
    public interface Visitor {
        /**
         * Whether the search has found what it is for.
         *
         * @param steps from where it began
         */
        boolean visit(Object object, int steps);
    }

    /**
     * Null where there is none so near.
     *
     * @param start may itself be what is wanted
     * @param closed is not gone through: what connections share leads to those of others
     */
    public @Nullable Object nearest(@Nullable Object start, Predicate<Object> wanted, Predicate<Object> closed) {
        return visit(start, (object, steps) -> wanted.test(object), closed);
    }

    /** The nearest first, until one is what is wanted. */
    public @Nullable Object visit(@Nullable Object start, Visitor visitor, Predicate<Object> closed) {
        if (start == null) {
            return null;
        }
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> ring = new ArrayDeque<>();
        seen.add(start);
        ring.add(start);
        for (int step = 0; step <= maxSteps && !ring.isEmpty(); step++) {
            Deque<Object> next = new ArrayDeque<>();
            for (Object object : ring) {
                if (visitor.visit(object, step)) {
                    return object;
                }
                for (Object referent : closed.test(object) ? List.of() : referents(object)) {
                    if (seen.size() < maxObjects && seen.add(referent)) {
                        next.add(referent);
                    }
                }
            }
            ring = next;
        }
        return null;
    }

    private List<Object> referents(Object object) {
        if (object instanceof AtomicReference<?> reference) {
            Object value = reference.get();
            return value == null ? List.of() : List.of(value);
        }
        if (object instanceof AtomicReferenceArray<?> array) {
            return some(array);
        }
        if (Proxy.isProxyClass(object.getClass())) {
            return List.of(Proxy.getInvocationHandler(object));
        }
        if (object instanceof Object[] array) {
            return some(array);
        }
        if (object instanceof Collection<?> && Fields.isOfJdk(object.getClass())) {
            return some(Fields.copy(object).toArray());
        }
        return fields.referents(object);
    }

    private static List<Object> some(AtomicReferenceArray<?> array) {
        List<Object> some = new ArrayList<>();
        for (int i = 0; i < Math.min(array.length(), MAX_ELEMENTS); i++) {
            Object element = array.get(i);
            if (element != null) {
                some.add(element);
            }
        }
        return some;
    }

    private static List<Object> some(Object[] array) {
        List<Object> some = new ArrayList<>();
        for (int i = 0; i < Math.min(array.length, MAX_ELEMENTS); i++) {
            if (array[i] != null) {
                some.add(array[i]);
            }
        }
        return some;
    }
}
