package dev.lastack.junit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose code a stack is of: a method's, with its lambdas, or a class's. Immutable.
 *
 * @param type the class itself
 * @param classes binary names: the class, those it inherits from and those around it
 * @param method null for a class as a whole
 */
record Owner(String type, Set<String> classes, @Nullable String method) {

    static Owner of(Class<?> type, @Nullable String method) {
        Set<String> classes = new HashSet<>();
        for (Class<?> around = type; around != null; around = around.getEnclosingClass()) {
            for (Class<?> one = around; one != null && one != Object.class; one = one.getSuperclass()) {
                classes.add(one.getName());
            }
        }
        return new Owner(type.getName(), Set.copyOf(classes), method);
    }

    /** Its method where it is one, else any of its class. */
    boolean isIn(List<String> frames) {
        return method == null ? hasClassIn(frames) : hasMethodIn(frames);
    }

    /** Whether it is within the class of this one. */
    boolean contains(Owner other) {
        return other.type.equals(type) || other.type.startsWith(type + "$") || other.classes.contains(type);
    }

    boolean hasMethodIn(List<String> frames) {
        return method != null && frames.stream().anyMatch(frame -> isClassOf(frame) && isMethod(methodOf(frame)));
    }

    boolean hasClassIn(List<String> frames) {
        return frames.stream().anyMatch(this::isClassOf);
    }

    private boolean isMethod(String name) {
        return name.equals(method) || name.startsWith("lambda$" + method + "$");
    }

    private boolean isClassOf(String frame) {
        String qualified = qualified(frame);
        int dot = qualified.lastIndexOf('.');
        String name = dot < 0 ? "" : qualified.substring(0, dot);
        return classes.stream().anyMatch(one -> name.equals(one) || name.startsWith(one + "$"));
    }

    private static String methodOf(String frame) {
        String qualified = qualified(frame);
        return qualified.substring(qualified.lastIndexOf('.') + 1);
    }

    private static String qualified(String frame) {
        int parenthesis = frame.indexOf('(');
        return parenthesis < 0 ? frame : frame.substring(0, parenthesis);
    }
}
