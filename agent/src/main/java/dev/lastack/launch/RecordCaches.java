package dev.lastack.launch;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * JDK 17 makes a record's equals and hashCode from method handles that remember, strongly, the last type they were
 * adapted to: the class loader of the last record that was used would stay. So adapt them to a record that stays anyway.
 */
final class RecordCaches {

    /** A record that the application's class loader holds. */
    private record Staying(String text) {}

    private RecordCaches() {}

    static void letGo() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandle text = lookup.findVirtual(Staying.class, "text", MethodType.methodType(String.class));
            adapt(lookup, "equals", MethodType.methodType(boolean.class, Staying.class, Object.class), text);
            adapt(lookup, "hashCode", MethodType.methodType(int.class, Staying.class), text);
        } catch (Throwable e) {
            // one class loader stays until the next detach
        }
    }

    private static void adapt(MethodHandles.Lookup lookup, String method, MethodType type, MethodHandle text)
            throws Throwable {
        Object unused = ObjectMethods.bootstrap(lookup, method, type, Staying.class, "text", text);
    }
}
