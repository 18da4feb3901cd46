package dev.lastack.track.objects;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Private fields of the application's objects, by name. Remembers what it looked up, and with it the classes: it lives
 * for one report, so that it pins none. Not for several threads.
 */
public final class Fields {

    /** What is being changed may break a copy of its collections. */
    private static final int TRIES = 3;

    private final Map<Class<?>, Map<String, Optional<Field>>> byName = new HashMap<>();
    private final Map<Class<?>, List<Field>> references = new HashMap<>();

    /** Null where there is no such field, where it may not be read, and where it holds null. */
    public @Nullable Object get(@Nullable Object target, String name) {
        if (target == null) {
            return null;
        }
        Field field = byName.computeIfAbsent(target.getClass(), type -> new HashMap<>())
                .computeIfAbsent(name, wanted -> find(target.getClass(), wanted))
                .orElse(null);
        return field == null ? null : read(field, target);
    }

    public long getLong(@Nullable Object target, String name, long absent) {
        return get(target, name) instanceof Number number ? number.longValue() : absent;
    }

    public @Nullable String getText(@Nullable Object target, String name) {
        return get(target, name) instanceof String text ? text : null;
    }

    /** Elements of the collection, or keys of the map, that the field holds, as of about now; empty where it does not. */
    public List<Object> elements(@Nullable Object target, String name) {
        return copy(get(target, name));
    }

    public static List<Object> copy(@Nullable Object collection) {
        Collection<?> elements = collection instanceof Map<?, ?> map
                ? map.keySet()
                : collection instanceof Collection<?> already ? already : List.of();
        for (int i = 0; i < TRIES; i++) {
            try {
                List<Object> copy = new ArrayList<>();
                for (Object element : elements.toArray()) {
                    if (element != null) {
                        copy.add(element);
                    }
                }
                return copy;
            } catch (RuntimeException e) {
                // changed under our hands
            }
        }
        return List.of();
    }

    /** Of a method without parameters that takes no lock. */
    public static long callLong(Object target, String method, long absent) {
        return call(target, method) instanceof Number number ? number.longValue() : absent;
    }

    /**
     * Of a method that takes no lock and changes nothing. Null where there is no such method, where it gives null, and
     * where it fails.
     *
     * @param arguments of exactly the types of the parameters
     */
    public static @Nullable Object call(@Nullable Object target, String method, Object... arguments) {
        Class<?>[] parameters = new Class<?>[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            parameters[i] = arguments[i].getClass();
        }
        for (Class<?> type = target == null ? null : target.getClass(); type != null; type = type.getSuperclass()) {
            try {
                Method found = type.getDeclaredMethod(method, parameters);
                return found.trySetAccessible() ? found.invoke(target, arguments) : null;
            } catch (NoSuchMethodException e) {
                // declared above
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                return null;
            }
        }
        return null;
    }

    /** What the object refers to by its own fields and those of its superclasses, as far as they are not the JDK's. */
    public List<Object> referents(Object target) {
        List<Object> referents = new ArrayList<>();
        for (Field field : references.computeIfAbsent(target.getClass(), Fields::referenceFields)) {
            Object value = read(field, target);
            if (value != null) {
                referents.add(value);
            }
        }
        return referents;
    }

    /** The thread that the object has in a field, which {@link #referents} leave out; null where it has none. */
    public @Nullable Thread threadIn(Object target) {
        for (Class<?> declaring = target.getClass();
                declaring != null && !isOfJdk(declaring);
                declaring = declaring.getSuperclass()) {
            for (Field field : declared(declaring)) {
                boolean ofThreads = !Modifier.isStatic(field.getModifiers())
                        && Thread.class.isAssignableFrom(field.getType())
                        && field.trySetAccessible();
                if (ofThreads && read(field, target) instanceof Thread thread) {
                    return thread;
                }
            }
        }
        return null;
    }

    private static List<Field> referenceFields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> declaring = type;
                declaring != null && !isOfJdk(declaring);
                declaring = declaring.getSuperclass()) {
            for (Field field : declared(declaring)) {
                boolean refers = !Modifier.isStatic(field.getModifiers()) && mayLead(field.getType());
                if (refers && field.trySetAccessible()) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    /** A class that names one that is not there cannot be asked for its fields. */
    private static Field[] declared(Class<?> type) {
        try {
            return type.getDeclaredFields();
        } catch (LinkageError | RuntimeException e) {
            return new Field[0];
        }
    }

    private static boolean mayLead(Class<?> type) {
        return !type.isPrimitive()
                && !type.isEnum()
                && type != String.class
                && type != Class.class
                && !Number.class.isAssignableFrom(type)
                && !Thread.class.isAssignableFrom(type)
                && !ClassLoader.class.isAssignableFrom(type)
                && !(type.isArray() && type.getComponentType().isPrimitive());
    }

    public static boolean isOfJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    private static Optional<Field> find(Class<?> type, String name) {
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            for (Field field : declared(declaring)) {
                if (field.getName().equals(name)) {
                    return field.trySetAccessible() ? Optional.of(field) : Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable Object read(Field field, Object target) {
        try {
            return field.get(target);
        } catch (IllegalAccessException e) {
            return null;
        }
    }
}
