package dev.lastack.instrument.weave;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Strict pattern of the methods to hook: name, and parameter types by name, so that no class is loaded to match.
 *
 * @param text for people, and for the list of all hooks
 */
public record MethodPattern(String text, Predicate<Declared> test) {

    public static final String DESCRIPTOR = "java.io.FileDescriptor";
    public static final String SOCKET_ADDRESS = "java.net.SocketAddress";

    public boolean matches(Declared method) {
        return test.test(method);
    }

    @Override
    public String toString() {
        return text;
    }

    /** A method as its class file declares it. */
    public record Declared(int access, String name, String descriptor) {

        private boolean has(int flag) {
            return (access & flag) != 0;
        }

        /** It has a body to put a hook into. */
        boolean hasCode() {
            return !has(Opcodes.ACC_NATIVE) && !has(Opcodes.ACC_ABSTRACT);
        }

        boolean isStatic() {
            return has(Opcodes.ACC_STATIC);
        }

        boolean isSynthetic() {
            return has(Opcodes.ACC_SYNTHETIC);
        }

        boolean isConstructor() {
            return name.equals("<init>");
        }

        Type[] parameters() {
            return Type.getArgumentTypes(descriptor);
        }

        Type returned() {
            return Type.getReturnType(descriptor);
        }
    }

    public static MethodPattern method(String name, String... parameterTypes) {
        return new MethodPattern(
                name + "(" + String.join(",", parameterTypes) + ")",
                method -> method.hasCode() && method.name().equals(name) && takes(method, parameterTypes));
    }

    public static MethodPattern constructor(String... parameterTypes) {
        return method("<init>", parameterTypes);
    }

    /** Whatever follows the descriptor: updates of one JDK differ there. */
    public static MethodPattern methodOnDescriptor(String name) {
        return new MethodPattern(
                name + "(" + DESCRIPTOR + ",...)",
                method -> method.hasCode() && method.name().equals(name) && isOnDescriptor(method.parameters()));
    }

    private static boolean isOnDescriptor(Type[] parameters) {
        return parameters.length > 0 && nameOf(parameters[0]).equals(DESCRIPTOR);
    }

    /** By the number of parameters: where their types are another in every copy of a library. */
    public static MethodPattern methodNamed(String name, int... parameterCounts) {
        return new MethodPattern(
                "written " + name + " of " + Arrays.toString(parameterCounts) + " parameters",
                method -> method.hasCode()
                        && !method.isSynthetic()
                        && method.name().equals(name)
                        && contains(parameterCounts, method.parameters().length));
    }

    /**
     * By name and types of parameters.
     *
     * @param parameterTypes a leading {@code *} stands for whatever package the type is in
     */
    public static MethodPattern methodTaking(String name, String... parameterTypes) {
        MethodPattern named = methodNamed(name, parameterTypes.length);
        return new MethodPattern(
                "written " + name + "(" + String.join(",", parameterTypes) + ")",
                method -> named.matches(method) && takes(method, parameterTypes));
    }

    /** By name and type of what is returned, whatever it takes. */
    public static MethodPattern methodReturning(String name, String... returnTypes) {
        return new MethodPattern(
                name + " returning " + String.join(" or ", returnTypes),
                method -> method.hasCode()
                        && method.name().equals(name)
                        && List.of(returnTypes).contains(nameOf(method.returned())));
    }

    /** As {@link Class#getName} has it. */
    public static String nameOf(Type type) {
        return type.getSort() == Type.ARRAY ? type.getInternalName().replace('/', '.') : type.getClassName();
    }

    private static boolean contains(int[] counts, int count) {
        for (int candidate : counts) {
            if (candidate == count) {
                return true;
            }
        }
        return false;
    }

    private static boolean takes(Declared method, String... types) {
        Type[] parameters = method.parameters();
        if (parameters.length != types.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            String type = nameOf(parameters[i]);
            boolean same = types[i].startsWith("*") ? type.endsWith(types[i].substring(1)) : type.equals(types[i]);
            if (!same) {
                return false;
            }
        }
        return true;
    }
}
