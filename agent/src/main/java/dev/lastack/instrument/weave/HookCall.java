package dev.lastack.instrument.weave;

import java.util.List;

/**
 * One call that is put into a method.
 *
 * @param hooks the class in {@code java.base} that has the hook: visible from everywhere, see its documentation
 * @param hook name of a public static method there; no two have the same
 */
public record HookCall(Point point, Class<?> hooks, String hook, List<Value> values) {

    /** Where in the method it is put. */
    public enum Point {
        ENTER,
        /** Before each return. */
        RETURN,
        /** When an exception leaves the method, its own or one that comes through it. */
        THROW
    }

    public static HookCall onEnter(Class<?> hooks, String hook, Value... values) {
        return new HookCall(Point.ENTER, hooks, hook, List.of(values));
    }

    public static HookCall onReturn(Class<?> hooks, String hook, Value... values) {
        return new HookCall(Point.RETURN, hooks, hook, List.of(values));
    }

    public static HookCall onThrow(Class<?> hooks, String hook, Value... values) {
        return new HookCall(Point.THROW, hooks, hook, List.of(values));
    }
}
