package dev.lastack.instrument.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.instrument.Instrumenter;
import dev.lastack.instrument.weave.MethodPattern.Declared;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever JDK the build runs on. */
public class HooksOfThisJdkTest {

    @ParameterizedTest(name = "{0}.{2}")
    @MethodSource("hooks")
    void hook_findsItsOneMethod(Class<?> target, Hook hook, String name) {
        List<Declared> found = matches(target, hook);

        assertThat(found).hasSize(hook.required() ? 1 : Math.min(1, found.size()));
        assertThat(found).allMatch(method -> method.name().equals(hook.name()));
    }

    public static Stream<Arguments> hooks() {
        List<Arguments> all = new ArrayList<>();
        for (HookedType type : Instrumenter.TYPES) {
            Class<?> target = target(type);
            if (target != null) {
                type.hooks().forEach(hook -> all.add(Arguments.of(target, hook, hook.name())));
            }
        }
        return all.stream();
    }

    private static Class<?> target(HookedType type) {
        if (type.scope() == LoaderScope.ANYWHERE || type.scope() == LoaderScope.IMPLEMENTATION) {
            return null;
        }
        try {
            return Class.forName(type.typeName(), false, ClassLoader.getPlatformClassLoader());
        } catch (ClassNotFoundException e) {
            assertThat(type.optional())
                    .as("%s is missing here", type.typeName())
                    .isTrue();
            return null;
        }
    }

    public static List<Declared> matches(Class<?> target, Hook hook) {
        return ClassShape.of(new ClassReader(ClassFiles.bytes(target)), null).methods().stream()
                .filter(hook.method()::matches)
                .toList();
    }

    /** Where they are differs between JDKs, that they are does not. */
    @Test
    void releaseAndLeaving_areHookedOnceEach() {
        assertThat(allMatches("released")).hasSize(1);
        assertThat(allMatches("leaving")).hasSize(1);
    }

    private static List<Declared> allMatches(String called) {
        List<Declared> found = new ArrayList<>();
        for (HookedType type : Instrumenter.TYPES) {
            Class<?> target = target(type);
            for (Hook hook : type.hooks()) {
                if (target != null
                        && hook.calls().stream().anyMatch(call -> call.hook().equals(called))) {
                    found.addAll(matches(target, hook));
                }
            }
        }
        return found;
    }
}
