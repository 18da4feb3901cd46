package dev.lastack.track.handler;

import dev.lastack.track.objects.Fields;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** RESTEasy 3 to 6: the {@code ResourceMethodInvoker} that it notes in the request. */
final class ResteasyMethods {

    private ResteasyMethods() {}

    static @Nullable Found read(Object invoker, @Nullable Object verb, Reading reading) {
        Object resource = reading.fields().get(invoker, "method");
        Object annotated = Fields.call(resource, "getAnnotatedMethod");
        Object called = annotated == null ? Fields.call(resource, "getMethod") : annotated;
        if (!(called instanceof Method method)) {
            return null;
        }
        Object owner = Fields.call(Fields.call(resource, "getResourceClass"), "getClazz");
        Class<?> type = owner instanceof Class<?> known ? known : method.getDeclaringClass();
        Object pattern = Fields.call(resource, "getFullpath");
        return Found.method(type, method, Reading.route(verb, pattern == null ? null : pattern.toString()));
    }
}
