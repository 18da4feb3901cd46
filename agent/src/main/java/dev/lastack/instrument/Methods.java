package dev.lastack.instrument;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.not;

import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterList;
import net.bytebuddy.matcher.ElementMatcher;

/** Strict method matchers: name, and parameter types by name, so that no class is loaded to match. */
final class Methods {

    static final String DESCRIPTOR = "java.io.FileDescriptor";
    static final String SOCKET_ADDRESS = "java.net.SocketAddress";

    private Methods() {}

    static ElementMatcher<MethodDescription> method(String name, String... parameterTypes) {
        ElementMatcher.Junction<MethodDescription> plain = not(isNative());
        return plain.and(target -> target.getInternalName().equals(name) && takes(target, parameterTypes));
    }

    static ElementMatcher<MethodDescription> constructor(String... parameterTypes) {
        ElementMatcher.Junction<MethodDescription> constructor = isConstructor();
        return constructor.and(target -> takes(target, parameterTypes));
    }

    /** Whatever follows the descriptor: updates of one JDK differ there. */
    static ElementMatcher<MethodDescription> methodOnDescriptor(String name) {
        ElementMatcher.Junction<MethodDescription> plain = not(isNative());
        return plain.and(target -> target.getInternalName().equals(name)
                && !target.getParameters().isEmpty()
                && typeOf(target.getParameters(), 0).equals(DESCRIPTOR));
    }

    /** By the number of parameters: where their types are another in every copy of a library. */
    static ElementMatcher.Junction<MethodDescription> methodNamed(String name, int... parameterCounts) {
        ElementMatcher.Junction<MethodDescription> hookable = not(isNative());
        return hookable.and(target -> !target.isAbstract()
                && !target.isSynthetic()
                && target.getInternalName().equals(name)
                && contains(parameterCounts, target.getParameters().size()));
    }

    /** @param parameterTypes a leading {@code *} stands for whatever package the type is in */
    static ElementMatcher<MethodDescription> methodTaking(String name, String... parameterTypes) {
        return methodNamed(name, parameterTypes.length).and(target -> takesSimilar(target, parameterTypes));
    }

    private static boolean takesSimilar(MethodDescription target, String... types) {
        ParameterList<?> parameters = target.getParameters();
        for (int i = 0; i < types.length; i++) {
            String type = typeOf(parameters, i);
            boolean similar = types[i].startsWith("*") ? type.endsWith(types[i].substring(1)) : type.equals(types[i]);
            if (!similar) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(int[] counts, int count) {
        for (int candidate : counts) {
            if (candidate == count) {
                return true;
            }
        }
        return false;
    }

    private static boolean takes(MethodDescription target, String... types) {
        ParameterList<?> parameters = target.getParameters();
        if (parameters.size() != types.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            if (!typeOf(parameters, i).equals(types[i])) {
                return false;
            }
        }
        return true;
    }

    private static String typeOf(ParameterList<?> parameters, int index) {
        return parameters.get(index).getType().asErasure().getName();
    }
}
