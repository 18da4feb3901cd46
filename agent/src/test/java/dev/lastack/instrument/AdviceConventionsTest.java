package dev.lastack.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.instrument.TypeInstrumentation.Hook;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.bytebuddy.asm.Advice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdviceConventionsTest {

    @ParameterizedTest
    @MethodSource("advices")
    void advice_callsTheHooksAndNothingElse(Class<?> advice) {
        assertThat(AdviceViolations.of(ClassFiles.bytes(advice))).isEmpty();
    }

    static List<Class<?>> advices() {
        return ClassFiles.ofThePackage().stream()
                .filter(type -> type.getSimpleName().endsWith("Advice"))
                .toList();
    }

    @Test
    void everyAdvice_isUsedByAHook() {
        Set<Class<?>> used = Instrumenter.TYPES.stream()
                .flatMap(type -> type.hooks().stream())
                .<Class<?>>map(Hook::advice)
                .collect(Collectors.toSet());

        assertThat(used).containsExactlyInAnyOrderElementsOf(advices());
    }

    @Test
    void everyInstrumentation_isInstalled() {
        List<String> declared = ClassFiles.ofThePackage().stream()
                .filter(type -> TypeInstrumentation.class.isAssignableFrom(type) && !type.isInterface())
                .map(Class::getName)
                .toList();

        assertThat(Instrumenter.TYPES.stream()
                        .map(type -> type.getClass().getName())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void adviceThatBreaksTheConventions_isFound() {
        assertThat(AdviceViolations.of(ClassFiles.bytes(BadAdvice.class)))
                .anyMatch(violation -> violation.contains("println"))
                .anyMatch(violation -> violation.contains("java/lang/System.out"))
                .anyMatch(violation -> violation.contains("invokedynamic"))
                .anyMatch(violation -> violation.contains("calls no hook"))
                .anyMatch(violation -> violation.contains("helper is no advice"))
                .anyMatch(violation -> violation.contains("helper is not static"));
    }

    static final class BadAdvice {
        @Advice.OnMethodEnter
        static void onEnter() {
            Runnable lambda = () -> System.out.println();
            lambda.run();
        }

        void helper() {
            System.out.println("seen");
        }
    }
}
