package dev.lastack.instrument.weave;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.Type;

/** The descriptors of the hooks, by name. Any thread: classes are woven by whoever loads them. */
final class HookDescriptors {

    private static final Map<Class<?>, Map<String, String>> KNOWN = new ConcurrentHashMap<>();

    private HookDescriptors() {}

    /** @throws IllegalArgumentException where there is no such hook */
    static String of(HookCall call) {
        String descriptor =
                KNOWN.computeIfAbsent(call.hooks(), HookDescriptors::read).get(call.hook());
        if (descriptor == null) {
            throw new IllegalArgumentException(call.hooks().getName() + " has no hook " + call.hook());
        }
        return descriptor;
    }

    private static Map<String, String> read(Class<?> hooks) {
        Map<String, String> descriptors = new HashMap<>();
        for (Method method : hooks.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())) {
                descriptors.put(method.getName(), Type.getMethodDescriptor(method));
            }
        }
        return descriptors;
    }
}
