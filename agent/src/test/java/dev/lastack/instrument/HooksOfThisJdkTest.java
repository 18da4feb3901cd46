package dev.lastack.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.instrument.MethodPattern.Declared;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever JDK the build runs on. */
class HooksOfThisJdkTest {

    @ParameterizedTest(name = "{0}.{2}")
    @MethodSource("hooks")
    void hook_findsItsOneMethod(Class<?> target, Hook hook, String name) {
        List<Declared> found = matches(target, hook);

        assertThat(found).hasSize(hook.required() ? 1 : Math.min(1, found.size()));
        assertThat(found).allMatch(method -> method.name().equals(hook.name()));
    }

    static Stream<Arguments> hooks() {
        List<Arguments> all = new ArrayList<>();
        for (TypeInstrumentation type : Instrumenter.TYPES) {
            Class<?> target = target(type);
            if (target != null) {
                type.hooks().forEach(hook -> all.add(Arguments.of(target, hook, hook.name())));
            }
        }
        return all.stream();
    }

    private static Class<?> target(TypeInstrumentation type) {
        if (type.home() == TypeInstrumentation.Home.ANYWHERE
                || type.home() == TypeInstrumentation.Home.IMPLEMENTATION) {
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

    static List<Declared> matches(Class<?> target, Hook hook) {
        return ClassShape.of(new ClassReader(ClassFiles.bytes(target)), null).methods().stream()
                .filter(hook.method()::matches)
                .toList();
    }

    /** Where they are differs between JDKs, that they are does not. */
    @Test
    void releaseAndLeaving_areHookedOnceEach() {
        assertThat(allMatches(SocketDispatcherInstrumentation.RELEASED)).hasSize(1);
        assertThat(allMatches(SocketDispatcherInstrumentation.LEAVING)).hasSize(1);
    }

    private static List<Declared> allMatches(HookCall call) {
        List<Declared> found = new ArrayList<>();
        for (TypeInstrumentation type : Instrumenter.TYPES) {
            Class<?> target = target(type);
            for (Hook hook : type.hooks()) {
                if (target != null && hook.calls().contains(call)) {
                    found.addAll(matches(target, hook));
                }
            }
        }
        return found;
    }
}
