package dev.lastack.track.thread;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** Tells virtual threads from platform threads, in a class file for JDK 17, which has none. */
public final class VirtualThreads {

    /** Null before JDK 21. A constant, so the JIT makes a plain call of it, or nothing. */
    private static final @Nullable MethodHandle IS_VIRTUAL = find();

    private VirtualThreads() {}

    private static @Nullable MethodHandle find() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    static boolean isVirtual(Thread thread) {
        try {
            return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (Throwable t) {
            return false; // in a preview of JDK 19 or 20 that is switched off
        }
    }

    /** To be found again while it lives; the same as before where that is it already. Null for a platform thread. */
    public static @Nullable WeakReference<Thread> remember(Thread thread, @Nullable WeakReference<Thread> before) {
        if (!isVirtual(thread)) {
            return null;
        }
        return before != null && before.refersTo(thread) ? before : new WeakReference<>(thread);
    }
}
