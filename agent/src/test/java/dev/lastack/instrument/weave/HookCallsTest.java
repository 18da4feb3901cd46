package dev.lastack.instrument.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lastack.instrument.Instrumenter;
import dev.lastack.instrument.weave.HookCall.Point;
import dev.lastack.instrument.weave.MethodPattern.Declared;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.LastAckAskHooks;
import java.net.LastAckHooks;
import java.net.LastAckNettyHooks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes into classes of the JDK is not verified by the VM, so a wrong call there would be fatal. */
class HookCallsTest {

    private static final Set<Class<?>> HOOKS =
            Set.of(LastAckHooks.class, LastAckAskHooks.class, LastAckNettyHooks.class);

    static List<HookCall> calls() {
        return Instrumenter.TYPES.stream()
                .flatMap(type -> type.hooks().stream())
                .flatMap(hook -> hook.calls().stream())
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_isOfAHookThatIsThereOnce_andGivesWhatItTakes(HookCall call) {
        assertThat(HOOKS).contains(call.hooks());
        List<Method> found = Arrays.stream(call.hooks().getDeclaredMethods())
                .filter(method -> method.getName().equals(call.hook()))
                .toList();
        assertThat(found).hasSize(1);
        Method hook = found.get(0);
        assertThat(Modifier.isPublic(hook.getModifiers()) && Modifier.isStatic(hook.getModifiers()))
                .isTrue();
        assertThat(hook.getReturnType()).isEqualTo(void.class);
        assertThat(call.values()).hasSize(hook.getParameterCount());
    }

    /** It lies on the stack, below whatever else the hook takes. */
    @ParameterizedTest
    @MethodSource("calls")
    void outcome_comesFirst_andNotAtEnter(HookCall call) {
        int at = call.values().indexOf(Value.OUTCOME);

        assertThat(at).isEqualTo(call.values().lastIndexOf(Value.OUTCOME)).isLessThanOrEqualTo(0);
        assertThat(at == 0 && call.point() == Point.ENTER).isFalse();
    }

    @Test
    void everyHookOfOthers_isCalledFromSomewhere() {
        Set<String> called = new HashSet<>();
        calls().forEach(call -> called.add(call.hooks().getName() + call.hook()));

        for (Class<?> hooks : List.of(LastAckAskHooks.class, LastAckNettyHooks.class)) {
            for (Method hook : hooks.getDeclaredMethods()) {
                if (Modifier.isPublic(hook.getModifiers())) {
                    assertThat(called).contains(hooks.getName() + hook.getName());
                }
            }
        }
    }

    @Test
    void everyHookedType_isInstalled() throws IllegalAccessException {
        List<HookedType> declared = new ArrayList<>();
        for (Class<?> table : ClassFiles.tablesOfHooks()) {
            for (Field field : table.getDeclaredFields()) {
                field.setAccessible(true);
                if (field.get(null) instanceof HookedType type) {
                    declared.add(type);
                } else if (field.get(null) instanceof List<?> types) {
                    types.forEach(type -> declared.add((HookedType) type));
                }
            }
        }

        assertThat(Instrumenter.TYPES).doesNotHaveDuplicates().hasSameElementsAs(declared);
    }

    static Stream<Arguments> callsOfThisJdk() {
        return HooksOfThisJdkTest.hooks().flatMap(arguments -> {
            Class<?> target = (Class<?>) arguments.get()[0];
            Hook hook = (Hook) arguments.get()[1];
            return HooksOfThisJdkTest.matches(target, hook).stream()
                    .flatMap(method -> hook.calls().stream().map(call -> Arguments.of(target, method, call)));
        });
    }

    @ParameterizedTest
    @MethodSource("callsOfThisJdk")
    void valuesOfThisJdk_haveTheTypesThatTheHookTakes(Class<?> target, Declared method, HookCall call)
            throws ReflectiveOperationException {
        ClassShape shape = ClassShape.of(new ClassReader(ClassFiles.bytes(target)), target);
        Type[] taken = Type.getArgumentTypes(HookDescriptors.of(call));
        for (int i = 0; i < taken.length; i++) {
            Class<?> given = type(call, call.values().get(i), target, method, shape);
            Class<?> wanted = load(taken[i]);
            assertThat(wanted.isAssignableFrom(given) || (wanted == long.class && given == int.class))
                    .as("%s for %s of %s", given, wanted, call)
                    .isTrue();
        }
    }

    private static Class<?> type(HookCall call, Value value, Class<?> target, Declared method, ClassShape shape)
            throws ReflectiveOperationException {
        if (value instanceof Value.Self) {
            assertThat(method.isStatic()).isFalse();
            return target;
        } else if (value instanceof Value.Argument argument) {
            return load(method.parameters()[argument.index()]);
        } else if (value instanceof Value.Field field) {
            return load(Type.getType(shape.field(field.name())));
        } else if (value instanceof Value.FlagField field) {
            String descriptor = shape.field(field.name());
            return descriptor == null ? boolean.class : load(Type.getType(descriptor));
        } else if (value instanceof Value.Outcome) {
            return call.point() == Point.THROW ? Throwable.class : load(method.returned());
        }
        return value instanceof Value.Flag ? boolean.class : String.class;
    }

    private static Class<?> load(Type type) throws ClassNotFoundException {
        return switch (type.getSort()) {
            case Type.BOOLEAN -> boolean.class;
            case Type.INT -> int.class;
            case Type.LONG -> long.class;
            default -> Class.forName(MethodPattern.nameOf(type), false, ClassLoader.getPlatformClassLoader());
        };
    }
}
